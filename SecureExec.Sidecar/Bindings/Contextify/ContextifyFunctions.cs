using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Compiling function bodies: <c>vm.compileFunction</c>, CommonJS wrappers, and the question whether a text is a module.</summary>
internal static unsafe class ContextifyFunctions
{
    private static readonly string[] CommonJsParameters = ["exports", "require", "module", "__filename", "__dirname"];

    // Node's lists (src/node_contextify.cc): the first prove a module, the second are worth a try as one.
    private static readonly string[] ModuleErrors =
        ["Cannot use import statement outside a module", "Unexpected token 'export'", "Cannot use 'import.meta' outside a module"];

    private static readonly string[] PerhapsModuleErrors =
    [
        "Identifier '__filename' has already been declared", "Identifier '__dirname' has already been declared",
        "await is only valid in async functions and the top level bodies of modules",
        "Identifier 'module' has already been declared", "Identifier 'exports' has already been declared", "Identifier 'require' has already been declared",
        "missing ) after argument list", "SyntaxError: Unexpected", // of an await: f(await 1), if (await 1)
    ];

    /// <summary>Whether arguments 0 and 1 are a text and a file name; throws otherwise: V8 would end the process.</summary>
    public static bool RequireSource(CallInfo info)
    {
        if (info.IsString(0) && info.IsString(1))
            return true;
        info.ThrowTypeError("The code and the file name must be of type string");
        return false;
    }

    /// <summary>(code, filename, lineOffset, columnOffset, cachedData, produceCachedData, parsingContext, contextExtensions, params, hostDefinedOptionId)</summary>
    public static void CompileFunction(CallInfo info)
    {
        var (iso, realm, current) = (info.Isolate, info.Realm, info.Context);
        if (!RequireSource(info) || Locals(info, 7, &IsPlainObject) is not { } extensions || Locals(info, 8, &IsText) is not { } parameters)
            return;
        var context = info.IsObject(6) ? VmContext.Of(realm, info[6]) : current;
        if (context == 0)
        {
            info.ThrowTypeError("The parsing context is not a vm context");
            return;
        }
        var symbol = V8Api.IsSymbol(info[9]) != 0 ? info[9] : V8Api.SymbolNew(iso, info[1]);
        var source = ContextifySources.Make(realm, info[0], info[1], info.Int32(2), info.Int32(3), symbol, module: false);
        // V8 says nothing of a parameter that is no identifier.
        var function = ContextifySources.Compile(
            info, 4, context, source, decorate: true, (code, options) => Compile(context, code, parameters, extensions, options), out var offered, out var rejected, unsaid: "Invalid parameter name");
        if (function == 0)
            return;
        V8Api.ObjectSetPrivate(function, current, realm.Private("host_defined_option_symbol"), symbol);
        var produced = info.IsTrue(5);
        var undefined = V8.Undefined(iso);
        var result = V8Api.ObjectNew(iso);
        Describe(realm, result, function);
        V8.Set(iso, current, result, "cachedDataRejected", offered ? V8.Bool(iso, rejected) : undefined);
        V8.Set(iso, current, result, "cachedDataProduced", produced ? V8.True(iso) : undefined);
        V8.Set(iso, current, result, "cachedData", produced ? ContextifySources.ToBuffer(realm, V8Api.CreateCodeCacheForFunction(function)) : undefined);
        info.Return(result);
    }

    /// <summary>(code, filename, isSeaMain, shouldDetectModule): a CommonJS module's function, or the fact that it parses only as a module.</summary>
    public static void CompileForCommonJs(CallInfo info)
    {
        var (iso, realm, context) = (info.Isolate, info.Realm, info.Context);
        if (!RequireSource(info))
            return;
        nint function;
        var isModule = false;
        TryCatch storage;
        using (var caught = new TryCatchScope(iso, &storage))
        {
            function = CompileCommonJs(realm, context, info[0], info[1]);
            if (function == 0)
            {
                if (!caught.HasCaught || caught.HasTerminated)
                    return;
                isModule = info.IsTrue(3) && IsModule(realm, MessageOf(iso, context, caught), info[0], info[1]);
                if (!isModule)
                {
                    ContextifySources.ReThrow(realm, caught, decorate: true);
                    return;
                }
            }
        }
        var result = V8Api.ObjectNew(iso);
        V8.Set(iso, context, result, "canParseAsESM", V8.Bool(iso, isModule));
        V8.Set(iso, context, result, "cachedDataRejected", V8.False(iso));
        Describe(realm, result, function);
        info.Return(result);
    }

    /// <summary>(code, filename, resourceName, cjsVar): whether the text fails as CommonJS, without its variables unless the last is undefined, and is a module.</summary>
    public static void ContainsModuleSyntax(CallInfo info)
    {
        var (iso, realm, context) = (info.Isolate, info.Realm, info.Context);
        if (!RequireSource(info))
            return;
        var isModule = false;
        TryCatch storage;
        using (var caught = new TryCatchScope(iso, &storage))
        {
            if (CompileCommonJs(realm, context, info[0], info[1], info.IsUndefined(3)) == 0 && caught.HasCaught && !caught.HasTerminated)
                isModule = IsModule(realm, MessageOf(iso, context, caught), info[0], info.IsString(2) ? info[2] : info[1]);
        }
        info.Return(isModule);
    }

    private static nint CompileCommonJs(Realm realm, nint context, nint code, nint name, bool withVariables = true)
    {
        var parameters = new nint[withVariables ? CommonJsParameters.Length : 0];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = V8.Name(realm.Isolate, CommonJsParameters[i]);
        var source = ContextifySources.Make(realm, code, name, 0, 0, realm.Symbol("vm_dynamic_import_default_internal"), module: false);
        return Compile(context, &source, parameters, [], options: 0);
    }

    private static bool IsModule(Realm realm, string message, nint code, nint name)
    {
        foreach (var sure in ModuleErrors)
        {
            if (message.Contains(sure, StringComparison.Ordinal))
                return true;
        }
        if (!PerhapsModuleErrors.Any(perhaps => message.Contains(perhaps, StringComparison.Ordinal)))
            return false;
        TryCatch storage;
        using var caught = new TryCatchScope(realm.Isolate, &storage);
        var source = ContextifySources.Make(realm, code, name, 0, 0, realm.Symbol("source_text_module_default_hdo"), module: true);
        return V8Api.CompileModule(realm.Isolate, &source, 0, 0) != 0;
    }

    private static string MessageOf(nint iso, nint context, scoped in TryCatchScope caught) =>
        caught.Message is var message and not 0 ? V8.ToText(iso, context, V8Api.MessageGet(message)) ?? "" : "";

    private static nint Compile(nint context, ScriptSource* source, nint[] parameters, nint[] extensions, int options)
    {
        fixed (nint* p = parameters, e = extensions)
            return V8Api.CompileFunction(context, source, (nuint)parameters.Length, p, (nuint)extensions.Length, e, options, 0);
    }

    // function, sourceURL, sourceMapURL
    private static void Describe(Realm realm, nint result, nint function)
    {
        var (iso, context, undefined) = (realm.Isolate, V8Api.CurrentContext(realm.Isolate), V8.Undefined(realm.Isolate));
        nint url = 0, map = 0;
        if (function != 0)
        {
            var origin = stackalloc nint[8]; // v8::ScriptOrigin: name, line and column, options and id, source map, host options
            V8Api.FunctionScriptOrigin((nint)origin, function);
            (url, map) = (origin[0], origin[3]);
        }
        V8.Set(iso, context, result, "sourceMapURL", map == 0 ? undefined : map);
        V8.Set(iso, context, result, "function", function == 0 ? undefined : function);
        V8.Set(iso, context, result, "sourceURL", url == 0 ? undefined : url);
    }

    // The elements of array argument `index`, each of which must pass the test; null with an exception pending.
    private static nint[]? Locals(CallInfo info, int index, delegate*<nint, bool> test)
    {
        if (V8Api.IsArray(info[index]) == 0)
            return [];
        if (V8.Items(info[index], info.Context) is not { } items)
            return null;
        foreach (var item in items)
        {
            if (test(item))
                continue;
            info.ThrowTypeError("An element of the array has a wrong type");
            return null;
        }
        return items;
    }

    private static bool IsPlainObject(nint value) => V8Api.IsObject(value) != 0;

    private static bool IsText(nint value) => V8Api.IsString(value) != 0;
}
