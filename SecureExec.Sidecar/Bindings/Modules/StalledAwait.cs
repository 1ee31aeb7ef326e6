using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Where the main module's top-level await waits for ever (<c>v8::Module::GetStalledTopLevelAwaitMessages</c>).</summary>
internal static unsafe class StalledAwait
{
    /// <summary>File, line, source line and carets; null when V8 knows of no place.</summary>
    public static string? Describe(Realm realm)
    {
        var (iso, context) = (realm.Isolate, realm.Context);
        var wrap = V8Api.ObjectGetPrivate(V8Api.ContextGlobal(context), context, realm.Private("entry_point_module_private_symbol"));
        if (wrap == 0 || V8Api.IsObject(wrap) == 0 || !ModuleWrapBinding.IsWrap(realm, wrap))
            return null;
        var module = V8Api.ObjectGetInternal(wrap, ModuleWrapFields.Module);
        if (V8Api.ModuleIsSourceText(module) == 0 || V8Api.ModuleGetStatus(module) < ModuleWrapFields.Instantiated)
            return null;
        // A pair of LocalVectors, each {begin, end, capacity}: modules, then messages.
        var pair = stackalloc nint[16];
        new Span<nint>(pair, 16).Clear();
        V8Api.ModuleStalledTLA(pair, module, iso);
        var (modules, messages, end) = (pair[0], pair[3], pair[4]);
        var text = messages != 0 && end > messages ? ErrorArrows.Text(realm, context, *(nint*)messages) : null;
        Free(modules);
        Free(messages);
        return text?.TrimEnd('\n');
    }

    private static void Free(nint vector)
    {
        if (vector != 0)
            System.Runtime.InteropServices.NativeMemory.Free((void*)vector);
    }
}
