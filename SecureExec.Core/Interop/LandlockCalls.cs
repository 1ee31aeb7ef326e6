using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SecureExec.Interop;

/// <summary>
/// The Linux Landlock calls (landlock(7)). A domain belongs to the calling thread and to what it starts later, not to its siblings.
/// Every call returns a negative errno on failure.
/// </summary>
internal static unsafe class LandlockCalls
{
    internal const ulong Execute = 1 << 0;
    internal const ulong ReadFile = 1 << 2;
    internal const ulong ReadDirectory = 1 << 3;

    private const int SysCreateRuleset = 444;
    private const int SysAddRule = 445;
    private const int SysRestrictSelf = 446;
    private const uint CreateRulesetVersion = 1;
    private const int RulePathBeneath = 1;

    private const ulong TcpBindAndConnect = 3;
    private const ulong ScopeAbstractUnixAndSignal = 3;

    /// <summary>The version of Landlock that the kernel has, 1 or more.</summary>
    internal static int Version() => Result(Libc.Syscall(SysCreateRuleset, 0, 0, (nint)CreateRulesetVersion, 0, 0, 0));

    /// <summary>A new rule set that denies all that this version can deny: every file system right, TCP, signals and abstract sockets to outside. Returns its descriptor, close-on-exec.</summary>
    internal static int CreateRuleset(int version)
    {
        ulong* attributes = stackalloc ulong[3];
        attributes[0] = FileSystemRights(version);
        attributes[1] = version >= 4 ? TcpBindAndConnect : 0;
        attributes[2] = version >= 6 ? ScopeAbstractUnixAndSignal : 0;
        int size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
        return Result(Libc.Syscall(SysCreateRuleset, (nint)attributes, size, 0, 0, 0, 0));
    }

    /// <summary>Grants rights beneath an open path.</summary>
    internal static int AllowBeneath(int ruleset, int path, ulong rights)
    {
        // struct landlock_path_beneath_attr is packed: 8 + 4 bytes.
        Span<byte> rule = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(rule, rights);
        BinaryPrimitives.WriteInt32LittleEndian(rule[8..], path);
        fixed (byte* p = rule) return Result(Libc.Syscall(SysAddRule, ruleset, RulePathBeneath, (nint)p, 0, 0, 0));
    }

    /// <summary>Puts the calling thread under the rules for good. It must have given up new privileges before.</summary>
    internal static int RestrictThread(int ruleset) => Result(Libc.Syscall(SysRestrictSelf, ruleset, 0, 0, 0, 0, 0));

    private static ulong FileSystemRights(int version) => version switch
    {
        >= 5 => 0xFFFF,
        >= 3 => 0x7FFF,
        2 => 0x3FFF,
        _ => 0x1FFF,
    };

    private static int Result(nint value) => value >= 0 ? (int)value : -Marshal.GetLastPInvokeError();
}
