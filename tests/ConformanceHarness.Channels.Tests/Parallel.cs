// Sessions of two engines beside each other; what counts processes, or compares whole runs, has the machine to itself.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
