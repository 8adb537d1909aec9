global using ConformanceHarness.Core.Services;
