using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Url;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>import.meta</c>: filled natively for ordinary modules, by the library's callback for those of <c>vm</c>.</summary>
internal static unsafe class ModuleWrapMeta
{
    private const string Callback = "initializeImportMeta", ResolveInitializer = "importMetaResolveInitializer";

    /// <summary>(callback): <c>(symbol, meta, wrap)</c></summary>
    public static void SetMetaCallback(CallInfo info)
    {
        if (!info.IsFunction(0))
            return;
        info.Realm[Callback] = info.Realm.Keep(info[0]);
        V8Api.SetHostInitializeImportMetaObjectCallback(info.Isolate, (nint)(delegate* unmanaged<nint, nint, nint, void>)&Initialize);
    }

    /// <summary>(callback): <c>(url) => import.meta.resolve</c></summary>
    public static void SetResolveInitializer(CallInfo info)
    {
        if (info.IsFunction(0))
            info.Realm[ResolveInitializer] = info.Realm.Keep(info[0]);
    }

    [UnmanagedCallersOnly]
    private static void Initialize(nint context, nint module, nint meta)
    {
        var iso = V8Api.IsolateGetCurrent();
        try
        {
            var realm = Realm.Of(iso);
            // A namespace can outlive its wrapper, as in Node: then import.meta, touched for the first time, stays empty.
            var wrap = realm.State<ModuleWrapRegistry>().Find(iso, module);
            if (wrap == 0)
                return;
            var symbol = V8Api.ObjectGetPrivate(wrap, context, realm.Private("host_defined_option_symbol"));
            if (symbol == 0)
                return;
            if (V8.Same(symbol, realm.Symbol("source_text_module_default_hdo")))
            {
                Fill(realm, context, wrap, meta);
                return;
            }
            if (realm[Callback] == 0)
                return;
            var args = stackalloc nint[3] { symbol, meta, wrap };
            _ = V8Api.FunctionCall(realm[Callback], iso, context, V8.Undefined(iso), 3, args);
        }
        catch (Exception e)
        {
            _ = ModuleWrapImports.Fail(iso, e);
        }
    }

    // Node's DefaultImportMetaObjectInitializer: dirname and filename of a file, main, resolve, url.
    private static void Fill(Realm realm, nint context, nint wrap, nint meta)
    {
        var iso = realm.Isolate;
        var url = V8Api.ObjectGetInternal(wrap, ModuleWrapFields.Url);
        if (FilePath(V8.Text(iso, url)) is { } path)
        {
            var slash = path.LastIndexOf('/');
            Put("dirname", V8.Str(iso, slash <= 0 ? "/" : path[..slash]));
            Put("filename", V8.Str(iso, path));
        }
        var isMain = V8.Get(iso, context, wrap, "isMain");
        Put("main", V8.Bool(iso, isMain != 0 && V8Api.IsTrue(isMain) != 0));
        if (realm[ResolveInitializer] != 0)
        {
            var resolve = V8Api.FunctionCall(realm[ResolveInitializer], iso, context, V8.Undefined(iso), 1, &url);
            if (resolve == 0)
                return;
            Put("resolve", resolve);
        }
        Put("url", url);

        void Put(string name, nint value) => V8Api.ObjectCreateDataProperty(meta, context, V8.Name(iso, name), value);
    }

    private static string? FilePath(string url) =>
        url.StartsWith("file:", StringComparison.Ordinal) && NodeUrl.Parse(url, null) is { } parsed
            ? Uri.UnescapeDataString(PathOf(parsed.Href))
            : null;

    // file://host/path?query#fragment
    private static string PathOf(string href)
    {
        var start = href.IndexOf('/', "file://".Length);
        var end = href.AsSpan(start).IndexOfAny('?', '#');
        return end < 0 ? href[start..] : href[start..(start + end)];
    }
}
