// Most of these tests wait for another process, so three at once fill two cores. What judges times, or sends signals, has the machine to itself.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
