namespace SecureExec;

/// <summary>Names of scopes and of their operations, as policies spell them.</summary>
public static class PermissionOperations
{
    private static readonly string[] s_scopeNames = ["fs", "network", "childProcess", "process", "env", "tool"];

    private static readonly string[] s_capabilityScopes = ["fs", "network", "child_process", "process", "env", "tool"];

    private static readonly string[][] s_operations =
    [
        ["read", "write", "stat", "readdir", "create_dir", "rm", "rename", "symlink", "readlink", "chmod", "truncate", "mount_sensitive"],
        ["fetch", "http", "dns", "listen", "inspect"],
        ["spawn"],
        ["inspect", "signal"],
        ["read", "write"],
        ["invoke"],
    ];

    /// <summary>All scopes.</summary>
    public static IReadOnlyList<PermissionScope> Scopes { get; } =
        [PermissionScope.Fs, PermissionScope.Network, PermissionScope.ChildProcess, PermissionScope.Process, PermissionScope.Env, PermissionScope.Tool];

    /// <summary>The scope's name in a policy, e.g. <c>childProcess</c>.</summary>
    public static string NameOf(PermissionScope scope) => s_scopeNames[(int)scope];

    /// <summary>The capability's word in messages, e.g. <c>fs.read</c> or <c>child_process.spawn</c>.</summary>
    public static string CapabilityOf(PermissionScope scope, string operation) => $"{s_capabilityScopes[(int)scope]}.{operation}";

    /// <summary>The operations a rule of the scope may name.</summary>
    public static IReadOnlyList<string> Of(PermissionScope scope) => s_operations[(int)scope];

    /// <summary>The operation's place among those of its scope; -1 when it is none of them.</summary>
    internal static int IndexOf(PermissionScope scope, string operation) => Array.IndexOf(s_operations[(int)scope], operation);

    /// <summary>What the scope's rules call their globs: <c>paths</c> for fs, else <c>patterns</c>.</summary>
    public static string PatternsNameOf(PermissionScope scope) => scope == PermissionScope.Fs ? "paths" : "patterns";

    /// <summary>Finds a scope by its name; <c>binding</c> and <c>hostFunction</c> are other names of <c>tool</c>.</summary>
    public static bool TryFind(string name, out PermissionScope scope)
    {
        if (name is "binding" or "hostFunction")
        {
            scope = PermissionScope.Tool;
            return true;
        }

        int index = Array.IndexOf(s_scopeNames, name);
        scope = (PermissionScope)Math.Max(index, 0);
        return index >= 0;
    }
}
