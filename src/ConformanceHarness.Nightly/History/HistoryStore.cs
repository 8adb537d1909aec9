using System.Data.Common;
using System.Globalization;
using ConformanceHarness.Nightly.Nights;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ConformanceHarness.Nightly.History;

/// <summary>
/// What all nights found: one row for each attempt, written once and in one piece when the attempt is over. So a night that is killed has
/// lost nothing but the attempts under way, and no attempt can be there twice. Thread-safe.
/// </summary>
public sealed class HistoryStore : IAsyncDisposable
{
    // Any number that nobody else of the database uses: the letters CONF.
    private const int TablesLock = 0x434F4E46;
    private readonly DbConnection connection;
    private readonly SemaphoreSlim turn = new(1, 1);

    private HistoryStore(DbConnection connection) => this.connection = connection;

    /// <param name="path">the file; it is made where it isn't there</param>
    /// <exception cref="DbException">it can't be opened, or is no such store</exception>
    public static Task<HistoryStore> OpenFileAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // Not pooled: once disposed, the file can be moved or deleted.
        return OpenAsync(new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 60 }.ToString()), "pragma journal_mode = wal; pragma synchronous = full;", null, cancellationToken);
    }

    /// <param name="connectionString">of Npgsql; it holds a password, so it is never part of a message</param>
    /// <exception cref="DbException">the server does not let us in</exception>
    public static Task<HistoryStore> OpenServerAsync(string connectionString, CancellationToken cancellationToken) =>
        // Shards that start together make the tables one after the other: "if not exists" alone fails where two make one in the same moment.
        OpenAsync(new NpgsqlConnection(connectionString), $"select pg_advisory_lock({TablesLock})", $"select pg_advisory_unlock({TablesLock})", cancellationToken);

    /// <summary>Begins a night, or goes on with it.</summary>
    public async Task<NightRecord> BeginAsync(NightRecord night, CancellationToken cancellationToken)
    {
        await WriteAsync(
            "insert into nights (night, started_at, targets, targets_digest, down) values (@night, @started, @targets, @digest, 0) on conflict (night) do nothing", cancellationToken,
            ("@night", night.Night), ("@started", Text(night.StartedAt)), ("@targets", night.Targets), ("@digest", night.TargetsDigest));
        return (await NightsAsync(cancellationToken)).Single(n => n.Night == night.Night);
    }

    public Task EndAsync(string night, DateTimeOffset at, bool down, CancellationToken cancellationToken) =>
        WriteAsync("update nights set ended_at = @ended, down = @down where night = @night", cancellationToken, ("@night", night), ("@ended", Text(at)), ("@down", down ? 1 : 0));

    /// <summary>Keeps an attempt. The same attempt again changes nothing.</summary>
    /// <returns>false where it was there already</returns>
    public async Task<bool> AddAsync(TargetResult result, CancellationToken cancellationToken) =>
        await WriteAsync(
            "insert into results (night, target, attempt, state, started_at, duration_ms, record) values (@night, @target, @attempt, @state, @started, @duration, @record) on conflict (night, target, attempt) do nothing", cancellationToken,
            ("@night", result.Night), ("@target", result.Target), ("@attempt", result.Attempt), ("@state", TargetNight.Name(result.State)), ("@started", Text(result.StartedAt)), ("@duration", result.DurationMs), ("@record", NightlyJson.Write(result))) > 0;

    /// <summary>All nights, the newest first (by their beginning).</summary>
    public async Task<IReadOnlyList<NightRecord>> NightsAsync(CancellationToken cancellationToken)
    {
        var nights = await ReadAsync(
            "select night, started_at, ended_at, targets, targets_digest, down from nights", [],
            r => new NightRecord(r.GetString(0), Moment(r.GetString(1)), r.IsDBNull(2) ? null : Moment(r.GetString(2)), r.GetInt32(3), r.GetString(4), r.GetInt32(5) != 0), cancellationToken);
        return [.. nights.OrderByDescending(n => n.StartedAt)];
    }

    /// <summary>The attempts of one night, by target and attempt.</summary>
    public Task<IReadOnlyList<TargetResult>> ResultsAsync(string night, CancellationToken cancellationToken) =>
        ReadAsync("select record from results where night = @night order by target, attempt", [("@night", night)], r => NightlyJson.ReadResult(r.GetString(0)), cancellationToken);

    /// <summary>Median time of a first attempt over the given nights, in ms by target.</summary>
    public async Task<IReadOnlyDictionary<string, long>> DurationsAsync(IEnumerable<string> nights, CancellationToken cancellationToken)
    {
        var all = new List<(string Target, long Ms)>();
        foreach (var night in nights)
        {
            all.AddRange(await ReadAsync("select target, duration_ms from results where night = @night and attempt = 1", [("@night", night)], r => (r.GetString(0), r.GetInt64(1)), cancellationToken));
        }

        return all.GroupBy(d => d.Target, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Median([.. g.Select(d => d.Ms)]), StringComparer.Ordinal);
    }

    /// <summary>Forgets nights that began before <paramref name="before"/>, but never <paramref name="keep"/>.</summary>
    /// <returns>the names of the nights that were forgotten</returns>
    public async Task<IReadOnlyList<string>> ForgetAsync(DateTimeOffset before, string keep, CancellationToken cancellationToken)
    {
        var old = (await NightsAsync(cancellationToken)).Where(n => n.StartedAt < before && n.Night != keep).Select(n => n.Night).ToList();
        foreach (var night in old)
        {
            await WriteAsync("delete from results where night = @night", cancellationToken, ("@night", night));
            await WriteAsync("delete from nights where night = @night", cancellationToken, ("@night", night));
        }

        return old;
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        turn.Dispose();
    }

    private static async Task<HistoryStore> OpenAsync(DbConnection connection, string first, string? last, CancellationToken cancellationToken)
    {
        var store = new HistoryStore(connection);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await store.WriteAsync(first, cancellationToken);
            await store.WriteAsync("create table if not exists nights (night text primary key, started_at text not null, ended_at text, targets integer not null, targets_digest text not null, down integer not null)", cancellationToken);
            await store.WriteAsync("create table if not exists results (night text not null, target text not null, attempt integer not null, state text not null, started_at text not null, duration_ms bigint not null, record text not null, primary key (night, target, attempt))", cancellationToken);
            if (last is not null)
            {
                await store.WriteAsync(last, cancellationToken);
            }

            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private async Task<int> WriteAsync(string sql, CancellationToken cancellationToken, params (string Name, object Value)[] values)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await using var command = Command(sql, values);
            // An attempt is written whole or not at all, also when the user stops the night at that moment.
            return await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, (string Name, object Value)[] values, Func<DbDataReader, T> row, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await using var command = Command(sql, values);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(row(reader));
            }

            return rows;
        }
        finally
        {
            turn.Release();
        }
    }

    private DbCommand Command(string sql, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text comes from this file; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static long Median(List<long> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
