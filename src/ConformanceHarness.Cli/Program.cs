using ConformanceHarness.Cli.Commands;
using ConformanceHarness.Cli.Running;

// Not offered to anybody: BrowserFinder starts this process again, because Playwright's installer ends the process that it runs in.
return args is ["--install-browser"] ? BrowserFinder.InstallPlaywrights() : await CommandLine.RunAsync(args);
