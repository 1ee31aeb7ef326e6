using System.Text.Json;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What Node's native code puts on <c>process</c>: facts of the build at boot, facts of the process when it starts.</summary>
internal static unsafe class ProcessObject
{
    private const string ExecPath = "/usr/local/bin/node";
    private static readonly JsonDocument Facts = JsonDocument.Parse(NodeLibrary.Json("facts/process").ToArray());

    /// <summary>Before the realm boots: version, versions, release, platform, env, the shared exit fields.</summary>
    public static void Prepare(Realm realm, nint process)
    {
        var iso = realm.Isolate;
        var context = realm.Context;
        Define("version", V8.Str(iso, Facts.RootElement.GetProperty("version").GetString()!));
        Define("versions", Strings(realm, Facts.RootElement.GetProperty("versions")));
        Define("arch", V8.Str(iso, "x64"));
        Define("platform", V8.Str(iso, "linux"));
        Define("release", Strings(realm, Facts.RootElement.GetProperty("release")));
        V8.Set(iso, context, process, "env", EnvironmentProxy.Create(realm));
        var buffer = realm.NewSharedPage(ExitInfo.Fields * sizeof(int), out var page);
        realm.State<ExitInfo>().Page = (int*)page;
        V8Api.ObjectSetPrivate(process, context, realm.Private("exit_info_private_symbol"), V8Api.Int32ArrayNew(buffer, 0, ExitInfo.Fields));

        void Define(string name, nint value) => V8Api.ObjectDefineOwn(process, context, V8.Name(iso, name), value, V8.ReadOnly | 0);
    }

    /// <summary>When the program starts (<c>process_methods.patchProcessObject</c>): title, argv, execArgv, pid, execPath.</summary>
    public static void Patch(CallInfo info)
    {
        if (!info.IsObject(0))
            return;
        var (iso, context, guest) = (info.Isolate, info.Context, info.Realm.Guest);
        var (process, kernel) = (info[0], guest.Process!);
        var accessor = info.Realm;
        V8Api.ObjectSetAccessor(process, V8.Name(iso, "title"), accessor.NewFunction("process.title.get", "title", &GetTitle), accessor.NewFunction("process.title.set", "title", &SetTitle), 0);
        V8.Set(iso, context, process, "argv", V8.StringArray(iso, guest.Program!.Argv is { } argv ? [.. argv] : [.. kernel.Argv]));
        V8.Set(iso, context, process, "execArgv", V8.StringArray(iso, guest.Program!.ExecArgv));
        V8Api.ObjectDefineOwn(process, context, V8.Name(iso, "pid"), V8.Int(iso, kernel.Pid), V8.ReadOnly);
        V8Api.ObjectSetAccessor(process, V8.Name(iso, "ppid"), accessor.NewFunction("process.ppid.get", "ppid", &GetPpid), 0, 0);
        V8.Set(iso, context, process, "execPath", V8.Str(iso, ExecPath));
        V8.Set(iso, context, process, "debugPort", V8.Int(iso, 9229));
    }

    private static void GetPpid(CallInfo info) => info.Return(info.Realm.Guest.Process?.Ppid ?? 0);

    private static void GetTitle(CallInfo info) =>
        info.Return(info.Realm.State<ProcessTitle>().Text ?? (info.Realm.Guest.Process?.Argv is [var name, ..] ? name : "node"));

    private static void SetTitle(CallInfo info)
    {
        if (info.Text(0) is { } text)
            info.Realm.State<ProcessTitle>().Text = text;
    }

    private static nint Strings(Realm realm, JsonElement element)
    {
        var iso = realm.Isolate;
        var target = V8Api.ObjectNew(iso);
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name is "sqlite")
                continue; // libraries ask process.versions whether there is SQLite
            var text = property.Name == "v8" ? V8.Version : property.Value.GetString()!;
            V8Api.ObjectDefineOwn(target, realm.Context, V8.Name(iso, property.Name), V8.Str(iso, text), V8.ReadOnly);
        }
        return target;
    }
}
