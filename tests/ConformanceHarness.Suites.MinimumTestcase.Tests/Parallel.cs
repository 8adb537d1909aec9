// These tests share nothing: each makes what it reads.
[assembly: Parallelizable(ParallelScope.Fixtures)]
