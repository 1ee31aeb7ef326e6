namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// Makes a class of a binding: a <c>v8::FunctionTemplate</c> with internal fields, whose methods V8 calls only on
/// instances (signature check), so that no foreign <c>this</c> reaches a native field.
/// </summary>
internal readonly unsafe ref struct ClassBuilder
{
    private readonly Realm _realm;
    private readonly string _qualified;
    private readonly nint _signature, _prototype, _instance;

    /// <param name="realm">The realm that owns the template.</param>
    /// <param name="binding">Name of the binding; makes the method names unique.</param>
    /// <param name="name">Name of the class as the guest sees it.</param>
    /// <param name="fields">Internal fields; field 0 is the native object's key when <see cref="Realm.Wrap"/> is used.</param>
    /// <param name="constructor">Runs for <c>new</c>; null: instances are made by native code or are plain.</param>
    /// <param name="parent">Template of the parent class, or 0.</param>
    public ClassBuilder(Realm realm, string binding, string name, int fields, delegate*<CallInfo, void> constructor, nint parent = 0)
    {
        _realm = realm;
        _qualified = $"{binding}.{name}";
        var iso = realm.Isolate;
        var index = FunctionTable.Register(_qualified, constructor == null ? &Nothing : constructor);
        var template = V8Api.FunctionTemplateNew(iso, FunctionTable.ConstructPointer, V8.Int(iso, index), 0, 0, 1, 0, 0, 0, 0, 0);
        V8Api.FunctionTemplateSetClassName(template, V8.Name(iso, name));
        if (parent != 0)
            V8Api.FunctionTemplateInherit(template, parent);
        _instance = V8Api.FunctionTemplateInstance(template);
        V8Api.ObjectTemplateSetInternalFieldCount(_instance, fields);
        _signature = V8Api.SignatureNew(iso, template);
        _prototype = V8Api.FunctionTemplatePrototype(template);
        Template = realm.Keep(template);
    }

    /// <summary>The template, as a persistent handle.</summary>
    public nint Template { get; }

    public ClassBuilder Method(string name, delegate*<CallInfo, void> function)
    {
        if (FunctionTemplate(name, function, _signature) is var template and not 0)
            V8Api.TemplateSet(_prototype, V8.Name(_realm.Isolate, name), template, 0);
        return this;
    }

    public ClassBuilder StaticMethod(string name, delegate*<CallInfo, void> function)
    {
        if (FunctionTemplate(name, function, 0) is var template and not 0)
            V8Api.TemplateSet(Template, V8.Name(_realm.Isolate, name), template, 0);
        return this;
    }

    /// <summary>An accessor on the prototype; <paramref name="setter"/> may be null. <paramref name="attributes"/> are of <c>v8::PropertyAttribute</c>.</summary>
    public ClassBuilder Accessor(string name, delegate*<CallInfo, void> getter, delegate*<CallInfo, void> setter = null, int attributes = 0)
    {
        var (get, set) = (FunctionTemplate("get " + name, getter, _signature), setter == null ? 0 : FunctionTemplate("set " + name, setter, _signature));
        if (get != 0)
            V8Api.TemplateSetAccessorProperty(_prototype, V8.Name(_realm.Isolate, name), get, set, attributes);
        return this;
    }

    /// <summary>What <c>Object.prototype.toString</c> calls an instance.</summary>
    public ClassBuilder ToStringTag(string name)
    {
        const int readOnlyDontEnum = 3; // v8::PropertyAttribute
        if (!_realm.NamesOnly)
            V8Api.TemplateSet(_prototype, V8Api.SymbolToStringTag(_realm.Isolate), V8.Name(_realm.Isolate, name), readOnlyDontEnum);
        return this;
    }

    /// <summary>An accessor on every instance itself.</summary>
    public ClassBuilder InstanceAccessor(string name, delegate*<CallInfo, void> getter)
    {
        if (FunctionTemplate("get " + name, getter, _signature) is var get and not 0)
            V8Api.TemplateSetAccessorProperty(_instance, V8.Name(_realm.Isolate, name), get, 0, 0);
        return this;
    }

    // 0: only the name was wanted.
    private nint FunctionTemplate(string name, delegate*<CallInfo, void> function, nint signature)
    {
        var iso = _realm.Isolate;
        var index = FunctionTable.Register($"{_qualified}.{name}", function);
        if (_realm.NamesOnly)
            return 0;
        var template = V8Api.FunctionTemplateNew(iso, FunctionTable.InvokePointer, V8.Int(iso, index), signature, 0, 0, 0, 0, 0, 0, 0);
        V8Api.FunctionTemplateSetClassName(template, V8.Name(iso, name));
        return template;
    }

    private static void Nothing(CallInfo info)
    {
    }
}
