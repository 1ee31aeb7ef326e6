using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// <c>new ModuleWrap(url, context, source, lineOffset, columnOffset, cachedData | symbol)</c> and
/// <c>new ModuleWrap(url, context, exportNames, evaluationSteps, importedCommonJs)</c>.
/// </summary>
internal static unsafe class ModuleWrapConstruction
{

    public static void New(CallInfo info)
    {
        var (realm, current) = (info.Realm, info.Context);
        var synthetic = V8Api.IsArray(info[2]) != 0;
        if (!info.IsString(0) || !(synthetic ? info.IsFunction(3) : info.IsString(2)))
        {
            info.ThrowTypeError("A module is made of a URL and a source, or of a URL, export names and a function");
            return;
        }
        var context = info.IsObject(1) ? VmContext.Of(realm, info[1]) : current;
        if (context == 0)
        {
            info.ThrowTypeError("The object is not a vm context");
            return;
        }
        if (synthetic)
            NewSynthetic(info, context);
        else
            NewSourceText(info, context);
    }

    private static void NewSynthetic(CallInfo info, nint context)
    {
        var (iso, realm, current, self) = (info.Isolate, info.Realm, info.Context, info.This);
        if (V8.Items(info[2], current) is not { } names)
            return;
        var set = V8Api.SetNew(iso);
        foreach (var name in names)
        {
            if (V8Api.IsString(name) == 0)
            {
                info.ThrowTypeError("The name of an export must be of type string");
                return;
            }
            V8Api.SetAdd(set, current, name);
        }
        if (V8Api.SetSize(set) != (nuint)names.Length)
        {
            info.ThrowTypeError("The names of the exports must be different");
            return;
        }
        nint module;
        fixed (nint* p = names)
        {
            var span = new Span2 { Data = p, Size = (nuint)names.Length };
            V8Api.ContextEnter(context);
            module = V8Api.ModuleCreateSynthetic(iso, info[0], &span, ModuleWrapSynthetic.StepsPointer);
            V8Api.ContextExit(context);
        }
        if (module == 0)
            return;
        V8Api.ObjectSetInternal(self, ModuleWrapFields.Steps, info[3]);
        V8Api.ObjectSetInternal(self, ModuleWrapFields.Synthetic, V8.True(iso));
        V8Api.ObjectSetInternal(self, ModuleWrapFields.ExportNames, set);
        Complete(info, context, module);
        V8.Set(iso, current, self, "synthetic", V8.True(iso));
        if (info.IsObject(4))
            V8Api.ObjectSet(self, current, realm.Symbol("imported_cjs_symbol"), info[4]);
    }

    private static void NewSourceText(CallInfo info, nint context)
    {
        var (iso, realm, current, self) = (info.Isolate, info.Realm, info.Context, info.This);
        var symbol = V8Api.IsSymbol(info[5]) != 0 ? info[5] : V8Api.SymbolNew(iso, info[0]);
        var source = ContextifySources.Make(realm, info[2], info[0], info.Int32(3), info.Int32(4), symbol, module: true);
        var module = ContextifySources.Compile(
            info, 5, context, source, decorate: false, (code, options) => V8Api.CompileModule(iso, code, options, 0), out var offered, out var rejected);
        if (module == 0)
            return;
        if (offered && rejected)
        {
            info.Throw("cachedData buffer was rejected", "ERR_VM_MODULE_CACHED_DATA_REJECTED");
            return;
        }
        Complete(info, context, module);
        V8Api.ObjectSetPrivate(self, current, realm.Private("host_defined_option_symbol"), symbol);
        V8Api.ObjectSetPrivate(self, current, realm.Private("source_map_data_private_symbol"), V8.Undefined(iso));
        var unbound = V8Api.ModuleUnbound(module);
        V8.Set(iso, current, self, "hasTopLevelAwait", V8.Bool(iso, V8Api.ModuleHasTLA(module) != 0));
        V8.Set(iso, current, self, "sourceURL", V8Api.UnboundModuleSourceURL(unbound));
        V8.Set(iso, current, self, "sourceMapURL", V8Api.UnboundModuleSourceMappingURL(unbound));
        V8.Set(iso, current, self, "synthetic", V8.False(iso));
    }

    // From here on the object is a ModuleWrap, even if a setter on Object.prototype gets hold of it while properties are set.
    private static void Complete(CallInfo info, nint context, nint module)
    {
        var self = info.This;
        V8Api.ObjectSetInternal(self, ModuleWrapFields.Module, module);
        V8Api.ObjectSetInternal(self, ModuleWrapFields.ContextObject, V8Api.ContextExtras(context));
        V8Api.ObjectSetInternal(self, ModuleWrapFields.Url, info[0]);
        info.Realm.State<ModuleWrapRegistry>().Add(info.Realm, self, module);
        V8.Set(info.Isolate, info.Context, self, "url", info[0]);
    }
}
