using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What compiling a guest's script, function or module needs: sources with host-defined options, code caches, errors with their place.</summary>
internal static unsafe class ContextifySources
{
    /// <summary>Flags of a script origin.</summary>
    public const int CrossOrigin = 1, IsModule = 8;

    /// <summary>A source whose dynamic imports ask the library by <paramref name="symbol"/>.</summary>
    public static ScriptSource Make(Realm realm, nint code, nint name, int line, int column, nint symbol, bool module)
    {
        var options = V8Api.PrimitiveArrayNew(realm.Isolate, 1);
        V8Api.PrimitiveArraySet(options, realm.Isolate, 0, symbol);
        return new ScriptSource
        {
            SourceString = code,
            ResourceName = name,
            LineOffset = line,
            ColumnOffset = column,
            Options = module ? CrossOrigin | IsModule : CrossOrigin,
            HostDefinedOptions = options,
        };
    }

    /// <summary>The exception that <paramref name="caught"/> holds goes on, with file, line and carets; nothing when there is none or the isolate is ending.</summary>
    /// <param name="realm">The realm.</param>
    /// <param name="caught">The catch.</param>
    /// <param name="decorate">Whether the stack gets the place in front now (vm, CommonJS) or when it is printed (modules).</param>
    public static void ReThrow(Realm realm, scoped in TryCatchScope caught, bool decorate)
    {
        if (!caught.HasCaught || caught.HasTerminated)
            return;
        if (decorate)
            ErrorArrows.Decorate(realm, caught.Exception, caught.Message);
        else
            ErrorArrows.Append(realm, caught.Exception, caught.Message);
        caught.ReThrow();
    }

    /// <summary>Gives a cache to the guest as a <c>Buffer</c> and frees V8's copy. Empty when V8 made none.</summary>
    public static nint ToBuffer(Realm realm, CachedData* cache)
    {
        if (cache == null)
            return NodeBuffer.Create(realm, default);
        var bytes = new ReadOnlySpan<byte>(cache->Data, cache->Length).ToArray();
        V8Api.CachedDataDtor(cache);
        realm.State<CodeCaches>().Remember(bytes);
        return NodeBuffer.Create(realm, bytes);
    }
}
