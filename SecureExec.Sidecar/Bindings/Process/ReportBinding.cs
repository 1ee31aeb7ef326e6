using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// <c>internalBinding('report')</c>: diagnostic reports of what a guest can ask of its machine anyway, made by <c>guest/bootstrap/report.js</c>.
/// Those of fatal errors and of uncaught exceptions, which would be written by an engine in trouble, are never made; turning them on refuses with ENOSYS.
/// </summary>
internal static unsafe class ReportBinding
{
    public static void Define(BindingBuilder b) => b
        .Function("shouldReportOnFatalError", &Never)
        .Function("shouldReportOnSignal", &GetOnSignal)
        .Function("shouldReportOnUncaughtException", &Never)
        .Function("setReportOnFatalError", &Refuse)
        .Function("setReportOnSignal", &SetOnSignal)
        .Function("setReportOnUncaughtException", &Refuse)
        .Function("getCompact", &GetCompact)
        .Function("setCompact", &SetCompact)
        .Function("getExcludeNetwork", &GetExcludeNetwork)
        .Function("setExcludeNetwork", &SetExcludeNetwork)
        .Function("getExcludeEnv", &GetExcludeEnv)
        .Function("setExcludeEnv", &SetExcludeEnv)
        .Function("getDirectory", &GetDirectory)
        .Function("setDirectory", &SetDirectory)
        .Function("getFilename", &GetFilename)
        .Function("setFilename", &SetFilename)
        .Function("getSignal", &GetSignal)
        .Function("setSignal", &SetSignal)
        .Function("getReport", &GetReport)
        .Function("writeReport", &WriteReport);

    private static ReportSettings Settings(CallInfo info) => info.Realm.State<ReportSettings>();

    private static void Never(CallInfo info) => info.Return(false);

    // Off is what it is; the library itself turns it off.
    private static void Refuse(CallInfo info)
    {
        if (info.IsTrue(0))
            Errors.Throw(info.Realm, Abi.Errno.ENOSYS, "report");
    }

    private static void GetOnSignal(CallInfo info) => info.Return(Settings(info).OnSignal);

    private static void SetOnSignal(CallInfo info) => Settings(info).OnSignal = info.IsTrue(0);

    private static void GetCompact(CallInfo info) => info.Return(Settings(info).Compact);

    private static void SetCompact(CallInfo info) => Settings(info).Compact = info.IsTrue(0);

    private static void GetExcludeNetwork(CallInfo info) => info.Return(Settings(info).ExcludeNetwork);

    private static void SetExcludeNetwork(CallInfo info) => Settings(info).ExcludeNetwork = info.IsTrue(0);

    private static void GetExcludeEnv(CallInfo info) => info.Return(Settings(info).ExcludeEnv);

    private static void SetExcludeEnv(CallInfo info) => Settings(info).ExcludeEnv = info.IsTrue(0);

    private static void GetDirectory(CallInfo info) => info.Return(Settings(info).Directory);

    private static void SetDirectory(CallInfo info) => Settings(info).Directory = Name(info, "directory") ?? Settings(info).Directory;

    private static void GetFilename(CallInfo info) => info.Return(Settings(info).Filename);

    private static void SetFilename(CallInfo info) => Settings(info).Filename = Name(info, "filename") ?? Settings(info).Filename;

    private static void GetSignal(CallInfo info) => info.Return(Settings(info).Signal);

    private static void SetSignal(CallInfo info) => Settings(info).Signal = Name(info, "signal") ?? Settings(info).Signal;

    // No path and no signal is longer; the text is kept outside the heap that is counted.
    private static string? Name(CallInfo info, string name)
    {
        var text = info.RequireString(0, name);
        if (text is null || text.Length <= info.Realm.Guest.Sys.Limits.MaxPathBytes)
            return text;
        Errors.Throw(info.Realm, Abi.Errno.ENAMETOOLONG, "report");
        return null;
    }

    // (error): the report's text
    private static void GetReport(CallInfo info) =>
        Make(info, "makeReport", V8.Str(info.Isolate, "JavaScript API"), V8.Str(info.Isolate, "GetReport"), info[0], V8.Null(info.Isolate));

    // (event, trigger, file, error): the file's name
    private static void WriteReport(CallInfo info) => Make(info, "writeReport", info[0], info[1], info[3], info[2]);

    private static void Make(CallInfo info, string function, nint what, nint trigger, nint error, nint file)
    {
        var (realm, iso, context) = (info.Realm, info.Isolate, info.Context);
        var maker = Maker(realm);
        if (maker == 0)
            return;
        var callee = V8.Get(iso, context, maker, function);
        if (callee == 0)
            return;
        var args = stackalloc nint[5] { what, trigger, error, file, Describe(iso, Settings(info)) };
        var result = V8Api.FunctionCall(callee, iso, context, V8.Undefined(iso), 5, args);
        if (result != 0)
            info.Return(result);
    }

    private static nint Maker(Realm realm)
    {
        if (realm["reportMaker"] is not 0 and var known)
            return known;
        var function = BuiltinModules.CompileBootstrap(realm, "report", "require", "primordials");
        if (function == 0)
            return 0;
        var args = stackalloc nint[2] { realm["requireBuiltin"], realm["primordials"] };
        var maker = V8Api.FunctionCall(function, realm.Isolate, realm.Context, V8.Undefined(realm.Isolate), 2, args);
        return maker == 0 ? 0 : realm["reportMaker"] = realm.Keep(maker);
    }

    private static nint Describe(nint iso, ReportSettings settings)
    {
        var keys = stackalloc nint[] { V8.Name(iso, "compact"), V8.Name(iso, "excludeNetwork"), V8.Name(iso, "excludeEnv"), V8.Name(iso, "directory"), V8.Name(iso, "filename") };
        var values = stackalloc nint[] { Flag(iso, settings.Compact), Flag(iso, settings.ExcludeNetwork), Flag(iso, settings.ExcludeEnv), V8.Str(iso, settings.Directory), V8.Str(iso, settings.Filename) };
        return V8Api.ObjectNewWith(iso, V8.Null(iso), keys, values, 5);
    }

    private static nint Flag(nint iso, bool value) => value ? V8.True(iso) : V8.False(iso);
}
