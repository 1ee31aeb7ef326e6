namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>Fills the object that <c>internalBinding(name)</c> gives to Node's library.</summary>
internal readonly unsafe ref struct BindingBuilder(Realm realm, string name, nint target)
{
    public Realm Realm { get; } = realm;

    /// <summary>The binding object, as a local.</summary>
    public nint Target { get; } = target;

    public nint Isolate => Realm.Isolate;

    public BindingBuilder Function(string function, delegate*<CallInfo, void> body)
    {
        Value(function, Realm.NewFunction($"{name}.{function}", function, body));
        return this;
    }

    public BindingBuilder Value(string property, nint local)
    {
        if (Realm.NamesOnly)
            return this;
        V8.Set(Isolate, Realm.Context, Target, property, local);
        return this;
    }

    public BindingBuilder Value(string property, int number) => Value(property, V8.Int(Isolate, number));

    public BindingBuilder Value(string property, bool value) => Value(property, V8.Bool(Isolate, value));

    public BindingBuilder Value(string property, string text) => Value(property, V8.Str(Isolate, text));

    /// <summary>Starts a class; finish it with <see cref="Class"/>.</summary>
    public ClassBuilder NewClass(string className, int fields, delegate*<CallInfo, void> constructor, nint parent = 0) =>
        new(Realm, name, className, fields, constructor, parent);

    /// <summary>Puts a finished class into the binding and gives its template (a persistent handle).</summary>
    public nint Class(string className, ClassBuilder built)
    {
        if (!Realm.NamesOnly)
            Value(className, V8Api.FunctionTemplateGetFunction(built.Template, Realm.Context));
        return built.Template;
    }

    /// <summary>A typed array over memory whose address stays the same: C# and JavaScript share it. <paramref name="page"/> is the memory.</summary>
    public BindingBuilder SharedFloat64(string property, int length, out double* page)
    {
        var buffer = SharedMemory(length * sizeof(double), out var memory);
        page = (double*)memory;
        return Value(property, V8Api.Float64ArrayNew(buffer, 0, (nuint)length));
    }

    /// <inheritdoc cref="SharedFloat64"/>
    public BindingBuilder SharedBigInt64(string property, int length, out long* page)
    {
        var buffer = SharedMemory(length * sizeof(long), out var memory);
        page = (long*)memory;
        return Value(property, V8Api.BigInt64ArrayNew(buffer, 0, (nuint)length));
    }

    /// <inheritdoc cref="SharedFloat64"/>
    public BindingBuilder SharedUint32(string property, int length, out uint* page)
    {
        var buffer = SharedMemory(length * sizeof(uint), out var memory);
        page = (uint*)memory;
        return Value(property, V8Api.Uint32ArrayNew(buffer, 0, (nuint)length));
    }

    /// <inheritdoc cref="SharedFloat64"/>
    public BindingBuilder SharedInt32(string property, int length, out int* page)
    {
        var buffer = SharedMemory(length * sizeof(int), out var memory);
        page = (int*)memory;
        return Value(property, V8Api.Int32ArrayNew(buffer, 0, (nuint)length));
    }

    /// <inheritdoc cref="SharedFloat64"/>
    public BindingBuilder SharedUint8(string property, int length, out byte* page)
    {
        var buffer = SharedMemory(length, out var memory);
        page = (byte*)memory;
        return Value(property, V8Api.Uint8ArrayNew(buffer, 0, (nuint)length));
    }

    // Guests reach some of the pages (process.binding): see NewSharedPage.
    private nint SharedMemory(int bytes, out void* memory) => Realm.NewSharedPage(bytes, out memory);
}
