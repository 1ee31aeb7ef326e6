using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('credentials')</c>: the virtual user of the process. Changing it needs privileges that no guest has: EPERM.</summary>
internal static unsafe class CredentialsBinding
{
    public static void Define(BindingBuilder b) => b
        .Function("safeGetenv", &SafeGetenv)
        .Function("getTempDir", &GetTempDir)
        .Function("getuid", &GetUid)
        .Function("geteuid", &GetUid)
        .Function("getgid", &GetGid)
        .Function("getegid", &GetGid)
        .Function("getgroups", &GetGroups)
        .Function("initgroups", &Refuse)
        .Function("setgroups", &Refuse)
        .Function("setuid", &Refuse)
        .Function("seteuid", &Refuse)
        .Function("setgid", &Refuse)
        .Function("setegid", &Refuse);

    private static void SafeGetenv(CallInfo info)
    {
        if (info.RequireString(0, "name") is { } name && info.Realm.Guest.Process is { } process && !process.Sys.Getenv(name).IsError(out var value, out _) && value is not null)
            info.Return(value);
    }

    private static void GetTempDir(CallInfo info)
    {
        var sys = info.Realm.Guest.Process?.Sys;
        foreach (var name in (string[])["TMPDIR", "TMP", "TEMP"])
        {
            if (sys != null && !sys.Getenv(name).IsError(out var value, out _) && !string.IsNullOrEmpty(value))
            {
                info.Return(value.Length > 1 && value[^1] == '/' ? value[..^1] : value);
                return;
            }
        }
        info.Return("/tmp");
    }

    private static void GetUid(CallInfo info) => info.Return(info.Realm.Guest.Process?.Uid ?? 0);

    private static void GetGid(CallInfo info) => info.Return(info.Realm.Guest.Process?.Gid ?? 0);

    private static void GetGroups(CallInfo info) => info.Return(V8.Array(info.Isolate, [V8.Int(info.Isolate, info.Realm.Guest.Process?.Gid ?? 0)]));

    private static void Refuse(CallInfo info) => Errors.Throw(info.Realm, Errno.EPERM, "setuid");
}
