using System.Runtime.InteropServices;
using SecureExec.Interop;

namespace SecureExec.Pool;

/// <summary>A Landlock rule set of this process, ready to be put on a thread.</summary>
internal sealed class LandlockDomain : IDisposable
{
    private const int PrSetNoNewPrivileges = 38;
    private const int OpenPath = FileCalls.O_PATH | FileCalls.O_CLOEXEC;

    private readonly int _ruleset;

    private LandlockDomain(int ruleset, int version)
    {
        _ruleset = ruleset;
        Version = version;
    }

    /// <summary>The kernel's Landlock version.</summary>
    internal int Version { get; }

    /// <summary>Makes the rule set, or tells why this kernel has none.</summary>
    internal static LandlockDomain? Create(IReadOnlyList<PathRule> rules, out string? missing)
    {
        int version = LandlockCalls.Version();
        int ruleset = version > 0 ? LandlockCalls.CreateRuleset(version) : version;
        if (ruleset < 0)
        {
            missing = $"this kernel has no Landlock, or it is switched off (errno {-ruleset}): the paths a worker could reach before its system-call filter are not restricted";
            return null;
        }
        var domain = new LandlockDomain(ruleset, version);
        foreach (PathRule rule in rules)
        {
            if (domain.Allow(rule) is not (< 0 and var error)) continue;
            domain.Dispose();
            missing = $"Landlock refused the rule for {rule.Path} (errno {-error})";
            return null;
        }
        missing = null;
        return domain;
    }

    /// <summary>Confines the calling thread for good, and what it starts. Returns 0 or the negative errno.</summary>
    internal int RestrictThread() =>
        Libc.Prctl(PrSetNoNewPrivileges, 1, 0, 0, 0) == 0 ? LandlockCalls.RestrictThread(_ruleset) : -Marshal.GetLastPInvokeError();

    /// <inheritdoc/>
    public void Dispose() => Libc.Close(_ruleset);

    private int Allow(PathRule rule)
    {
        int fd = FileCalls.OpenAt(FileCalls.AT_FDCWD, rule.Path, OpenPath, 0);
        if (fd < 0) return 0;
        // The right to list belongs to directories only; the kernel refuses it for a file.
        ulong rights = Directory.Exists(rule.Path) ? rule.Rights : rule.Rights & ~LandlockCalls.ReadDirectory;
        int result = LandlockCalls.AllowBeneath(_ruleset, fd, rights);
        Libc.Close(fd);
        return result;
    }
}
