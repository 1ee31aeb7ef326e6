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
        .Function("initgroups", &InitGroups)
        .Function("setgroups", &SetGroups)
        .Function("setuid", &SetUid)
        .Function("seteuid", &SetEuid)
        .Function("setgid", &SetGid)
        .Function("setegid", &SetEgid);

    private static void SafeGetenv(CallInfo info)
    {
        if (info.RequireString(0, "name") is { } name && info.Realm.Guest.SysOrNull is { } sys && !sys.Getenv(name).IsError(out var value, out _) && value is not null)
            info.Return(value);
    }

    private static void GetTempDir(CallInfo info)
    {
        var sys = info.Realm.Guest.SysOrNull;
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

    private static void SetUid(CallInfo info) => SetId(info, "/etc/passwd", info.Realm.Guest.Process?.Uid, "setuid");

    private static void SetEuid(CallInfo info) => SetId(info, "/etc/passwd", info.Realm.Guest.Process?.Uid, "seteuid");

    private static void SetGid(CallInfo info) => SetId(info, "/etc/group", info.Realm.Guest.Process?.Gid, "setgid");

    private static void SetEgid(CallInfo info) => SetId(info, "/etc/group", info.Realm.Guest.Process?.Gid, "setegid");

    // 0: done, which it is for one's own id; 1: there is no such name.
    private static void SetId(CallInfo info, string accounts, int? own, string syscall)
    {
        if (Find(info, info[0], accounts) is not { } id)
            info.Return(1);
        else if (id == own)
            info.Return(0);
        else
            Errors.ThrowErrno(info.Realm, Errno.EPERM, syscall);
    }

    // 0: done; n: the nth group is unknown.
    private static void SetGroups(CallInfo info)
    {
        if (V8Api.IsArray(info[0]) == 0 || V8.Items(info[0], info.Context) is not { } groups)
            return;
        for (var i = 0; i < groups.Length; i++)
        {
            if (Find(info, groups[i], "/etc/group") == null)
            {
                info.Return(i + 1);
                return;
            }
        }
        Errors.ThrowErrno(info.Realm, Errno.EPERM, "setgroups");
    }

    // 0: done; 1: the user is unknown; 2: the group is.
    private static void InitGroups(CallInfo info)
    {
        // A user's name is not looked up before the group is; only a number without a name is refused.
        if (V8Api.IsString(info[0]) == 0 && !Names(info, "/etc/passwd", V8Api.NumberValue(info[0], info.Context).Value))
            info.Return(1);
        else if (Find(info, info[1], "/etc/group") == null)
            info.Return(2);
        else
            Errors.ThrowErrno(info.Realm, Errno.EPERM, "initgroups");
    }

    // A number stands for itself, a name for what the guest's own files say; null: they do not know it.
    private static double? Find(CallInfo info, nint id, string accounts)
    {
        if (V8Api.IsString(id) == 0)
            return V8Api.NumberValue(id, info.Context).Value;
        var name = V8.Text(info.Isolate, id);
        foreach (var line in OsBinding.ReadText(info, accounts).Split('\n'))
        {
            if (line.Split(':') is [var first, _, var number, ..] && first == name && double.TryParse(number, out var found))
                return found;
        }
        return null;
    }

    private static bool Names(CallInfo info, string accounts, double id) =>
        OsBinding.ReadText(info, accounts).Split('\n').Any(line => line.Split(':') is [_, _, var number, ..] && double.TryParse(number, out var found) && found == id);
}
