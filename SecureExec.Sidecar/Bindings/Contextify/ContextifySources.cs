using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What compiling a guest's script, function or module needs: sources with host-defined options, code caches, errors with their place.</summary>
internal static unsafe class ContextifySources
{
    /// <summary>Has V8 compile a source; 0: it did not.</summary>
    public delegate nint Compiler(ScriptSource* source, int options);

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

    /// <summary>Compiles in a context, with the code cache that the guest offers if it is one of ours. 0: an exception is pending.</summary>
    /// <param name="info">The call.</param>
    /// <param name="cache">Its argument with the cache.</param>
    /// <param name="context">Where.</param>
    /// <param name="source">What.</param>
    /// <param name="decorate">As <see cref="ReThrow"/>'s.</param>
    /// <param name="compile">How.</param>
    /// <param name="offered">Whether there is a cache.</param>
    /// <param name="rejected">Whether it was of no use.</param>
    /// <param name="unsaid">The syntax error where V8 says nothing.</param>
    public static nint Compile(CallInfo info, int cache, nint context, ScriptSource source, bool decorate, Compiler compile, out bool offered, out bool rejected, string? unsaid = null)
    {
        const int consumeCodeCache = 1;
        var (iso, realm) = (info.Isolate, info.Realm);
        offered = info.Bytes(cache, out var bytes);
        var known = offered ? realm.State<CodeCaches>().Find(bytes) : null;
        rejected = known == null;
        fixed (byte* cached = known)
        {
            var data = new CachedData { Data = cached, Length = known?.Length ?? 0 };
            if (known != null)
                source.Cached = &data;
            TryCatch storage;
            using var caught = new TryCatchScope(iso, &storage);
            V8Api.ContextEnter(context);
            var compiled = compile(&source, known != null ? consumeCodeCache : 0);
            V8Api.ContextExit(context);
            if (compiled == 0)
            {
                if (unsaid != null && !caught.HasCaught)
                    V8Api.ThrowException(iso, V8Api.NewSyntaxError(V8.Str(iso, unsaid), 0));
                ReThrow(realm, caught, decorate);
                return 0;
            }
            rejected |= data.Rejected != 0;
            return compiled;
        }
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
