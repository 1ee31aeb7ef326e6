using System.Text;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// <c>internalBinding('os')</c>: the virtual machine, never the host. What changes comes from the guest's own <c>/etc</c> and
/// <c>/proc</c>, so both ways to ask give the same answer.
/// </summary>
internal static unsafe class OsBinding
{
    private const int MegaHertz = 1000, MaxPriority = 19;

    public static void Define(BindingBuilder b) => b
        .Function("getHostname", &GetHostname)
        .Function("getLoadAvg", &GetLoadAvg)
        .Function("getUptime", &GetUptime)
        .Function("getTotalMem", &GetTotalMem)
        .Function("getFreeMem", &GetFreeMem)
        .Function("getCPUs", &GetCpus)
        .Function("getInterfaceAddresses", &GetInterfaceAddresses)
        .Function("getHomeDirectory", &GetHomeDirectory)
        .Function("getUserInfo", &GetUserInfo)
        .Function("setPriority", &SetPriority)
        .Function("getPriority", &GetPriority)
        .Function("getAvailableParallelism", &GetAvailableParallelism)
        .Function("getOSInformation", &GetOsInformation);

    private static void GetHostname(CallInfo info)
    {
        var name = ReadText(info, "/etc/hostname").Trim();
        info.Return(name.Length == 0 ? "localhost" : name);
    }

    private static void GetLoadAvg(CallInfo info)
    {
        if (!info.Bytes(0, out var bytes) || bytes.Length < 3 * sizeof(double))
            return;
        fixed (byte* p = bytes)
            (((double*)p)[0], ((double*)p)[1], ((double*)p)[2]) = (0, 0, 0);
    }

    private static void GetUptime(CallInfo info) =>
        info.Return(double.TryParse(ReadText(info, "/proc/uptime").Split(' ')[0], out var seconds) ? seconds : info.Realm.Guest.Loop.NowExact / 1000);

    private static void GetTotalMem(CallInfo info) => info.Return(MemInfo(info, "MemTotal:"));

    private static void GetFreeMem(CallInfo info) => info.Return(MemInfo(info, "MemAvailable:"));

    // [model, MHz, user, nice, sys, idle, irq] of each processor
    private static void GetCpus(CallInfo info)
    {
        var facts = new List<nint>();
        foreach (var model in Processors(info))
        {
            facts.Add(V8.Str(info.Isolate, model));
            facts.Add(V8.Int(info.Isolate, MegaHertz));
            for (var i = 0; i < 5; i++)
                facts.Add(V8.Int(info.Isolate, 0));
        }
        info.Return(V8.Array(info.Isolate, [.. facts]));
    }

    private static void GetAvailableParallelism(CallInfo info) => info.Return(Math.Max(1, Processors(info).Count));

    // [name, address, netmask, family, mac, internal, scope id]: the loopback device is the only one
    private static void GetInterfaceAddresses(CallInfo info)
    {
        var iso = info.Isolate;
        info.Return(V8.Array(iso,
        [
            V8.Str(iso, "lo"), V8.Str(iso, "127.0.0.1"), V8.Str(iso, "255.0.0.0"), V8.Str(iso, "IPv4"), V8.Str(iso, "00:00:00:00:00:00"), V8.True(iso), V8.Int(iso, -1),
            V8.Str(iso, "lo"), V8.Str(iso, "::1"), V8.Str(iso, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), V8.Str(iso, "IPv6"), V8.Str(iso, "00:00:00:00:00:00"), V8.True(iso), V8.Int(iso, 0),
        ]));
    }

    private static void GetHomeDirectory(CallInfo info)
    {
        var home = info.Realm.Guest.Sys.Getenv("HOME");
        info.Return(home.Ok && home.Value.Length > 0 ? home.Value : Account(info).Home);
    }

    // (options with an encoding)
    private static void GetUserInfo(CallInfo info)
    {
        var (realm, iso, process) = (info.Realm, info.Isolate, info.Realm.Guest.Process!);
        var encoding = Text.NodeEncoding.Utf8;
        if (info.IsObject(0))
        {
            var option = V8.Get(iso, info.Context, info[0], "encoding");
            if (option == 0)
                return;
            if (V8Api.IsString(option) != 0)
                encoding = FsArgs.ParseEncoding(V8.Text(iso, option));
        }
        var account = Account(info);
        ReadOnlySpan<string> names = ["uid", "gid", "username", "homedir", "shell"];
        var keys = stackalloc nint[names.Length];
        for (var i = 0; i < names.Length; i++)
            keys[i] = V8.Name(iso, names[i]);
        var values = stackalloc nint[]
        {
            V8.Int(iso, process.Uid), V8.Int(iso, process.Gid), FsText.Encode(realm, account.Name, encoding), FsText.Encode(realm, account.Home, encoding),
            FsText.Encode(realm, account.Shell, encoding),
        };
        info.Return(V8Api.ObjectNewWith(iso, V8.Null(iso), keys, values, (nuint)names.Length));
    }

    // (pid, priority, context)
    private static void SetPriority(CallInfo info)
    {
        var known = Knows(info, info.Int32(0));
        if (!known)
            Refuse(info, 2, Abi.Errno.ESRCH, "uv_os_setpriority");
        else if (!Set(info.Realm, info.Int32(0), info.Int32(1)))
        {
            known = false;
            Refuse(info, 2, Abi.Errno.EACCES, "uv_os_setpriority");
        }
        info.Return(known ? 0 : -1);
    }

    // As without privileges: a process may only be nicer than it is. Processes of a machine share one processor time; the number is all there is.
    private static bool Set(Realm realm, int pid, int priority)
    {
        var own = IsOwn(realm, pid);
        var niceness = realm.State<Niceness>();
        if (priority < (own ? niceness.Value : 0) || priority > MaxPriority || !own && priority != 0)
            return false;
        if (own)
            niceness.Value = priority;
        return true;
    }

    private static bool IsOwn(Realm realm, int pid) => pid == 0 || pid == realm.Guest.Process!.Pid;

    // (pid, context)
    private static void GetPriority(CallInfo info)
    {
        if (Knows(info, info.Int32(0)))
            info.Return(IsOwn(info.Realm, info.Int32(0)) ? info.Realm.State<Niceness>().Value : 0);
        else
            Refuse(info, 1, Abi.Errno.ESRCH, "uv_os_getpriority");
    }

    private static void GetOsInformation(CallInfo info)
    {
        var iso = info.Isolate;
        info.Return(V8.Array(iso, [V8.Str(iso, "Linux"), V8.Str(iso, "#1"), V8.Str(iso, BaseSystem.KernelRelease), V8.Str(iso, "x86_64")]));
    }

    private static bool Knows(CallInfo info, int pid) => pid == 0 || info.Realm.Guest.Sys.Kill(pid, 0).Ok;

    /// <summary>Tells of a failed call as libuv does: in the context object that the library passed.</summary>
    internal static void Refuse(CallInfo info, int contextIndex, Abi.Errno errno, string syscall)
    {
        if (!info.IsObject(contextIndex))
            return;
        var (iso, context) = (info.Isolate, info.Context);
        V8.Set(iso, context, info[contextIndex], "errno", V8.Int(iso, Errors.ToUv(errno)));
        V8.Set(iso, context, info[contextIndex], "code", V8.Str(iso, Errors.CodeOf(errno)));
        V8.Set(iso, context, info[contextIndex], "message", V8.Str(iso, Errors.TextOf(errno)));
        V8.Set(iso, context, info[contextIndex], "syscall", V8.Str(iso, syscall));
    }

    private static (string Name, string Home, string Shell) Account(CallInfo info)
    {
        var process = info.Realm.Guest.Process!;
        foreach (var line in ReadText(info, "/etc/passwd").Split('\n'))
        {
            if (line.Split(':') is [var name, _, var uid, _, _, var home, var shell] && uid == process.Uid.ToString())
                return (name, home, shell);
        }
        return (process.Uid.ToString(), "/", "/bin/sh");
    }

    private static List<string> Processors(CallInfo info)
    {
        var models = new List<string>();
        foreach (var line in ReadText(info, "/proc/cpuinfo").Split('\n'))
        {
            if (line.StartsWith("model name", StringComparison.Ordinal))
                models.Add(line[(line.IndexOf(':') + 1)..].Trim());
        }
        return models;
    }

    private static double MemInfo(CallInfo info, string field)
    {
        foreach (var line in ReadText(info, "/proc/meminfo").Split('\n'))
        {
            if (line.StartsWith(field, StringComparison.Ordinal) && double.TryParse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), out var kib))
                return kib * 1024;
        }
        return 0;
    }

    /// <summary>A text file of the guest; empty when it cannot be read.</summary>
    internal static string ReadText(CallInfo info, string path)
    {
        var sys = info.Realm.Guest.Sys;
        if (sys.Open(path, Abi.OpenFlags.O_RDONLY, 0).IsError(out var fd, out _))
            return "";
        var content = FsWholeFiles.ReadToEnd(sys, fd, out var length, out _);
        sys.Close(fd);
        return content == null ? "" : Encoding.UTF8.GetString(content, 0, length);
    }

    private sealed class Niceness
    {
        public int Value { get; set; }
    }
}
