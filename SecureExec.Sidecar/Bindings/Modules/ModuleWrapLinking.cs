using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>From a module's requests to a linked graph: <c>getModuleRequests</c>, <c>link</c>, <c>instantiate</c>, and what V8 asks meanwhile.</summary>
internal static unsafe class ModuleWrapLinking
{
    private const string LinkFailure = "ERR_VM_MODULE_LINK_FAILURE";

    /// <summary>What V8 calls for each request of a module while it instantiates.</summary>
    public static nint ResolvePointer => (nint)(delegate* unmanaged<nint, nuint, nint, nint>)&Resolve;

    private static nint ResolveSourcePointer => (nint)(delegate* unmanaged<nint, nuint, nint, nint>)&ResolveSource;

    /// <summary>Gives [{specifier, attributes, phase}].</summary>
    public static void GetModuleRequests(CallInfo info)
    {
        var iso = info.Isolate;
        var module = ModuleWrapBinding.ModuleOf(info);
        if (module == 0)
            return;
        var count = RequestCount(module);
        if (count == 0)
        {
            info.Return(V8Api.ArrayNewLength(iso, 0));
            return;
        }
        var requests = V8Api.ModuleGetRequests(module);
        var items = new nint[count];
        var keys = stackalloc nint[3] { V8.Name(iso, "specifier"), V8.Name(iso, "attributes"), V8.Name(iso, "phase") };
        var values = stackalloc nint[3];
        for (var i = 0; i < count; i++)
        {
            var request = V8Api.FixedArrayGet(requests, i);
            values[0] = V8Api.RequestSpecifier(request);
            values[1] = ModuleWrapImports.Attributes(iso, V8Api.RequestAttributes(request), ModuleWrapImports.RequestStep);
            values[2] = V8.Int(iso, V8Api.RequestPhase(request) + 1);
            items[i] = V8Api.ObjectNewWith(iso, V8.Null(iso), keys, values, 3);
        }
        info.Return(V8.Array(iso, items));
    }

    /// <summary>(modules): one ModuleWrap for each request, in their order.</summary>
    public static void Link(CallInfo info)
    {
        var module = ModuleWrapBinding.ModuleOf(info);
        if (module == 0)
            return;
        if (V8Api.IsArray(info[0]) == 0 || V8Api.ArrayLength(info[0]) != RequestCount(module))
        {
            info.Throw("linking error, wrong number of modules", LinkFailure);
            return;
        }
        // A private copy, so that nobody can change it afterwards.
        if (V8.Items(info[0], info.Context) is not { } items)
            return;
        foreach (var item in items)
        {
            if (ModuleWrapBinding.IsWrap(info.Realm, item))
                continue;
            info.Throw("linking error, expected a valid module object", LinkFailure);
            return;
        }
        if (items.Length == RequestCount(module) && AreConsistent(info, module, items))
            V8Api.ObjectSetInternal(info.This, ModuleWrapFields.Linked, V8.Array(info.Isolate, items));
    }

    public static void Instantiate(CallInfo info)
    {
        var (iso, realm) = (info.Isolate, info.Realm);
        var module = ModuleWrapBinding.ModuleOf(info);
        if (module == 0)
            return;
        if (V8Api.ModuleIsSourceText(module) != 0 && V8Api.IsArray(V8Api.ObjectGetInternal(info.This, ModuleWrapFields.Linked)) == 0)
        {
            info.Throw("module is not linked", LinkFailure);
            return;
        }
        TryCatch storage;
        using var caught = new TryCatchScope(iso, &storage);
        _ = V8Api.ModuleInstantiate(module, ModuleWrapBinding.ContextOf(realm, info.This), ResolvePointer, ResolveSourcePointer);
        ContextifySources.ReThrow(realm, caught, decorate: false);
    }

    // Requests that name the same module, in whatever phase, must get the same one.
    private static bool AreConsistent(CallInfo info, nint module, nint[] items)
    {
        if (items.Length < 2)
            return true;
        var requests = V8Api.ModuleGetRequests(module);
        var known = new Dictionary<string, int>(items.Length, StringComparer.Ordinal);
        for (var i = 0; i < items.Length; i++)
        {
            var key = KeyOf(info.Isolate, V8Api.FixedArrayGet(requests, i));
            if (known.TryAdd(key, i) || V8.Same(items[i], items[known[key]]))
                continue;
            info.ThrowTypeError($"Module request '{key}' at index {i} must be linked to the same module requested at index {known[key]}", "ERR_MODULE_LINK_MISMATCH");
            return false;
        }
        return true;
    }

    // Node's ModuleCacheKey: specifier and attributes.
    private static string KeyOf(nint iso, nint request)
    {
        var attributes = V8Api.RequestAttributes(request);
        var pairs = new List<string>();
        for (var i = 0; i < V8Api.FixedArrayLength(attributes); i += ModuleWrapImports.RequestStep)
            pairs.Add($"{V8.Text(iso, V8Api.FixedArrayGet(attributes, i))}: {V8.Text(iso, V8Api.FixedArrayGet(attributes, i + 1))}");
        return $"ModuleCacheKey(\"{V8.Text(iso, V8Api.RequestSpecifier(request))}\"{(pairs.Count > 0 ? $", {{{string.Join(", ", pairs)}}}" : "")})";
    }

    private static int RequestCount(nint module) => V8Api.ModuleIsSourceText(module) != 0 ? V8Api.FixedArrayLength(V8Api.ModuleGetRequests(module)) : 0;

    [UnmanagedCallersOnly]
    private static nint Resolve(nint context, nuint index, nint referrer)
    {
        var iso = V8Api.IsolateGetCurrent();
        try
        {
            var realm = Realm.Of(iso);
            if (realm.State<ModuleWrapRegistry>().FacadeOriginal is var original and not 0)
                return original;
            var dependency = Dependency(realm, context, index, referrer);
            return dependency == 0 ? 0 : ModuleWrapBinding.ModuleOf(dependency);
        }
        catch (Exception e)
        {
            return ModuleWrapImports.Fail(iso, e);
        }
    }

    [UnmanagedCallersOnly]
    private static nint ResolveSource(nint context, nuint index, nint referrer)
    {
        var iso = V8Api.IsolateGetCurrent();
        try
        {
            var dependency = Dependency(Realm.Of(iso), context, index, referrer);
            if (dependency == 0)
                return 0;
            var source = V8Api.ObjectGetInternal(dependency, ModuleWrapFields.SourceObject);
            if (V8Api.IsObject(source) != 0)
                return source;
            ModuleWrapState.ThrowNoSource(iso, dependency);
            return 0;
        }
        catch (Exception e)
        {
            return ModuleWrapImports.Fail(iso, e);
        }
    }

    private static string NotLinked(nint iso, nint wrap, nint referrer, nuint index)
    {
        var specifier = V8.Text(iso, V8Api.RequestSpecifier(V8Api.FixedArrayGet(V8Api.ModuleGetRequests(referrer), (int)index)));
        return $"request for '{specifier}' can not be resolved on module '{V8.Text(iso, V8Api.ObjectGetInternal(wrap, ModuleWrapFields.Url))}' that is not linked";
    }

    // The ModuleWrap that the referrer was linked with, or 0 with an exception pending.
    private static nint Dependency(Realm realm, nint context, nuint index, nint referrer)
    {
        var wrap = realm.State<ModuleWrapRegistry>().Find(realm.Isolate, referrer);
        var linked = wrap == 0 ? 0 : V8Api.ObjectGetInternal(wrap, ModuleWrapFields.Linked);
        if (linked == 0 || V8Api.IsArray(linked) == 0 || index >= V8Api.ArrayLength(linked))
        {
            V8.ThrowError(realm.Isolate, wrap == 0 ? "linking error, dependency is from invalid module" : NotLinked(realm.Isolate, wrap, referrer, index), LinkFailure);
            return 0;
        }
        return V8Api.ObjectGetIndex(linked, context, (uint)index);
    }
}
