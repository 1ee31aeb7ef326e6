using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SecureExec.Contracts;
using SecureExec.Gateway.Configuration;

namespace SecureExec.Gateway.Policies;

/// <summary>Policies in the SQLite database of the data directory.</summary>
internal sealed class SqlitePolicyStore : IPolicyStore
{
    /// <summary>Name of the file in the data directory.</summary>
    public const string FileName = "gateway.db";

    private const string Columns = "name, document, revision, created_at, updated_at";

    /// <summary>Each step takes the tables from the version of its index to the next; a released step is never changed.</summary>
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE policies (
            name TEXT NOT NULL PRIMARY KEY,
            document TEXT NOT NULL,
            revision INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    ];

    private readonly string _connectionString;
    private readonly TimeProvider _time;

    public SqlitePolicyStore(DataDirectory directory, TimeProvider? time = null)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = directory.File(FileName), DefaultTimeout = 10 }.ToString();
        _time = time ?? TimeProvider.System;
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await ExecuteAsync(connection, "PRAGMA journal_mode = WAL", cancellationToken);

        // Immediate: two gateways that start together must not both run a migration.
        await using var transaction = connection.BeginTransaction(deferred: false);
        var version = Convert.ToInt32(await ScalarAsync(connection, "PRAGMA user_version", cancellationToken), CultureInfo.InvariantCulture);
        if (version > Migrations.Length)
            throw new InvalidOperationException($"{FileName} was written by a newer version of the gateway (schema {version}).");

        foreach (var step in Migrations.AsSpan(version).ToArray())
            await ExecuteAsync(connection, step, cancellationToken);
        await ExecuteAsync(connection, $"PRAGMA user_version = {Migrations.Length}", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<PolicyInfo>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        return await QueryAsync(connection, $"SELECT {Columns} FROM policies ORDER BY name", null, cancellationToken);
    }

    public async Task<PolicyInfo?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        return await FindAsync(connection, name, cancellationToken);
    }

    public async Task<PolicyInfo?> PutAsync(string name, JsonElement document, int? expectedRevision, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var transaction = connection.BeginTransaction(deferred: false);
        var revision = (await FindAsync(connection, name, cancellationToken))?.Revision ?? 0;
        if (expectedRevision is { } expected && expected != revision)
            return null;

        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO policies (name, document, revision, created_at, updated_at) VALUES ($name, $document, 1, $now, $now)
            ON CONFLICT (name) DO UPDATE SET document = $document, revision = revision + 1, updated_at = $now
            """;
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$document", document.GetRawText());
        command.Parameters.AddWithValue("$now", _time.GetUtcNow().ToUnixTimeMilliseconds());
        await command.ExecuteNonQueryAsync(cancellationToken);

        var stored = await FindAsync(connection, name, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return stored;
    }

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM policies WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private static async Task<PolicyInfo?> FindAsync(SqliteConnection connection, string name, CancellationToken cancellationToken)
    {
        var found = await QueryAsync(connection, $"SELECT {Columns} FROM policies WHERE name = $name", name, cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    private static async Task<List<PolicyInfo>> QueryAsync(
        SqliteConnection connection, string sql, string? name, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (name is not null)
            command.Parameters.AddWithValue("$name", name);

        var policies = new List<PolicyInfo>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            using var document = JsonDocument.Parse(reader.GetString(1));
            policies.Add(new PolicyInfo
            {
                Name = reader.GetString(0),
                Document = document.RootElement.Clone(),
                Revision = reader.GetInt32(2),
                CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
                UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
            });
        }

        return policies;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task<SqliteConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
