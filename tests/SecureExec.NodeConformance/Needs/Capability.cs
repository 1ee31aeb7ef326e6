using System.Text.RegularExpressions;

namespace SecureExec.NodeConformance;

/// <summary>The names of what a test may need, and how a test's text tells it where no run can.</summary>
internal static partial class Capability
{
    internal const string ChildProcess = "childProcess";
    internal const string Sockets = "sockets";
    internal const string Crypto = "crypto";
    internal const string Zlib = "zlib";
    internal const string Workers = "workers";
    internal const string Inspector = "inspector";

    /// <summary>The first that a test needs names the part of the report where it stands.</summary>
    internal static IReadOnlyList<string> All { get; } = [ChildProcess, Sockets, Crypto, Zlib, Workers, Inspector];

    /// <summary>Whether tests that need it are reported apart: the sandbox has only a part of it, and the bounds do not speak of it.</summary>
    internal static bool IsApart(string name) => name is Crypto or Zlib;

    /// <summary>What the text says by itself: it loads a module that Node without OpenSSL refuses to load, or skips itself there.</summary>
    internal static IEnumerable<string> Declared(string text) => DeclaresCrypto().IsMatch(text) ? [Crypto] : [];

    /// <summary>A guess, for a test that does not pass while it is watched.</summary>
    internal static IEnumerable<string> Guess(string text)
    {
        if (UsesChildProcess().IsMatch(text)) yield return ChildProcess;
        if (UsesSockets().IsMatch(text)) yield return Sockets;
        if (UsesCrypto().IsMatch(text)) yield return Crypto;
        if (UsesZlib().IsMatch(text)) yield return Zlib;
        if (UsesWorkers().IsMatch(text)) yield return Workers;
        if (UsesInspector().IsMatch(text)) yield return Inspector;
    }

    [GeneratedRegex(@"(require\(|from |import\()['""](node:)?(crypto|https|http2|tls)['""]|!(common\.)?hasCrypto\)\s*\{?\s*(common\.)?skip\(|common/crypto")]
    private static partial Regex DeclaresCrypto();

    [GeneratedRegex(@"['""](node:)?(child_process|cluster)['""]|common/child_process|spawnPromisified|spawnSyncAndExit|spawnSyncAndAssert|common\.spawn|pseudo-tty")]
    private static partial Regex UsesChildProcess();

    [GeneratedRegex(@"['""](node:)?(net|http|https|http2|tls|dgram|dns|dns/promises|quic|_http_\w+|_tls_\w+)['""]|common/(http2|tls|dns|udppair|quic)|common\.PORT|\bfetch\(|new WebSocket\(|new EventSource\(")]
    private static partial Regex UsesSockets();

    [GeneratedRegex(@"webcrypto|crypto\.subtle|randomUUID")]
    private static partial Regex UsesCrypto();

    [GeneratedRegex(@"['""](node:)?zlib['""]|CompressionStream")]
    private static partial Regex UsesZlib();

    [GeneratedRegex(@"new Worker\(|\bWorker\b.*worker_threads|worker_threads.*\bWorker\b")]
    private static partial Regex UsesWorkers();

    [GeneratedRegex(@"['""](node:)?(inspector|inspector/promises)['""]|skipIfInspectorDisabled|common/inspector-helper")]
    private static partial Regex UsesInspector();
}
