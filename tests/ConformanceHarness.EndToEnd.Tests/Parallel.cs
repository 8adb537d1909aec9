// Most of these tests wait for another process; three at once fill two cores.
[assembly: LevelOfParallelism(3)]
