using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// What each access to a contextified global does (Node's src/node_contextify.cc). True: the access is done;
/// false: V8 goes on with the real global, which therefore also gets stored and defined properties.
/// </summary>
internal static unsafe class VmContextProperties
{
    private const int OwnOnly = 0, AllProperties = 0, IncludeIndexes = 0, SkipIndexes = 1, ConvertToString = 0, KeepNumbers = 1;

    public static bool Get(VmContextAccess access)
    {
        nint value;
        TryCatch storage;
        using (var caught = new TryCatchScope(access.Isolate, &storage))
        {
            // As in Node, a getter of the sandbox that throws counts as no property.
            value = V8Api.ObjectGetRealNamed(access.Sandbox, access.Context, access.Key);
            if (value == 0 && !caught.HasTerminated)
            {
                caught.Reset();
                value = V8Api.ObjectGetRealNamed(access.Global, access.Context, access.Key);
            }
        }
        if (value == 0)
            return V8Api.HasPendingException(access.Isolate) != 0;
        access.Return(V8.Same(value, access.Sandbox) ? access.Global : value);
        return true;
    }

    // A store to an undeclared name works in strict code too: this V8 does not tell it from a store to a property of the global.
    public static bool Set(VmContextAccess access)
    {
        var onGlobal = Attributes(access, access.Global);
        var onSandbox = Attributes(access, access.Sandbox);
        if (onGlobal is { } g && (g & V8.ReadOnly) != 0)
            return false;
        if (onSandbox is { } s && (s & V8.ReadOnly) != 0)
            return RefuseReadOnly(access);
        var declared = onGlobal != null || onSandbox != null;
        if (!declared && V8Api.IsSymbol(access.Key) != 0)
            return false;
        var accessor = onSandbox != null && IsAccessor(access);
        if (V8Api.HasPendingException(access.Isolate) != 0)
            return true;
        V8Api.ObjectSet(access.Sandbox, access.Context, access.Key, access.Argument);
        if (accessor || V8Api.HasPendingException(access.Isolate) != 0)
            return true;
        var isDeclaration = !declared && access.MustThrow && V8Api.IsFunction(access.Argument) != 0;
        return onGlobal == null && !isDeclaration && V8.Just(V8Api.ObjectHasOwn(access.Sandbox, access.Context, access.Key));
    }

    public static bool Query(VmContextAccess access)
    {
        if ((OwnAttributes(access, access.Sandbox) ?? OwnAttributes(access, access.Global)) is not { } attributes)
            return V8Api.HasPendingException(access.Isolate) != 0;
        access.Return(attributes);
        return true;
    }

    public static bool Delete(VmContextAccess access)
    {
        if (V8.Just(V8Api.ObjectDelete(access.Sandbox, access.Context, access.Key)))
            return false;
        access.Return(V8.False(access.Isolate)); // what the sandbox keeps the global keeps
        return true;
    }

    public static bool Enumerate(VmContextAccess access)
    {
        access.Return(V8Api.ObjectGetPropertyNames(access.Sandbox, access.Context, OwnOnly, AllProperties, SkipIndexes, ConvertToString));
        return true;
    }

    public static bool EnumerateIndexes(VmContextAccess access)
    {
        var names = V8Api.ObjectGetPropertyNames(access.Sandbox, access.Context, OwnOnly, AllProperties, IncludeIndexes, KeepNumbers);
        if (names == 0 || V8.Items(names, access.Context) is not { } items)
            return true;
        access.Return(V8.Array(access.Isolate, Array.FindAll(items, item => V8Api.IsUint32(item) != 0)));
        return true;
    }

    public static bool Describe(VmContextAccess access)
    {
        if (!V8.Just(V8Api.ObjectHasOwn(access.Sandbox, access.Context, access.Key)))
            return V8Api.HasPendingException(access.Isolate) != 0;
        access.Return(V8Api.ObjectGetOwnDescriptor(access.Sandbox, access.Context, access.Key));
        return true;
    }

    public static bool Define(VmContextAccess access)
    {
        const int locked = V8.ReadOnly | V8.DontDelete;
        if (Attributes(access, access.Global) is { } attributes && (attributes & locked) == locked)
            return false;
        var (given, undefined) = (access.Argument, V8.Undefined(access.Isolate));
        nint copy; // v8::PropertyDescriptor holds one pointer
        if (V8Api.PD_hasGet(given) != 0 || V8Api.PD_hasSet(given) != 0)
        {
            V8Api.PropertyDescriptorCtorAccessor(&copy, V8Api.PD_hasGet(given) != 0 ? V8Api.PD_get(given) : undefined, V8Api.PD_hasSet(given) != 0 ? V8Api.PD_set(given) : undefined);
        }
        else
        {
            var value = V8Api.PD_hasValue(given) != 0 ? V8Api.PD_value(given) : undefined;
            if (V8Api.PD_hasWritable(given) != 0)
                V8Api.PropertyDescriptorCtorValue(&copy, value, V8Api.PD_writable(given));
            else
                V8Api.PropertyDescriptorCtorValueOnly(&copy, value);
        }
        if (V8Api.PD_hasEnumerable(given) != 0)
            V8Api.PropertyDescriptorSetEnumerable(&copy, V8Api.PD_enumerable(given));
        if (V8Api.PD_hasConfigurable(given) != 0)
            V8Api.PropertyDescriptorSetConfigurable(&copy, V8Api.PD_configurable(given));
        var defined = V8.Just(V8Api.ObjectDefineProperty(access.Sandbox, access.Context, access.Key, (nint)(&copy)));
        V8Api.PropertyDescriptorDtor(&copy);
        // What cannot be deleted must be on the real global too, or V8 would let it be defined anew.
        var configurable = V8Api.PD_hasConfigurable(given) != 0 && V8Api.PD_configurable(given) != 0;
        return defined && configurable && Attributes(access, access.Global) == null || V8Api.HasPendingException(access.Isolate) != 0;
    }

    // From outside, the definition that V8 tries next on the real global fails as in Node. To code of the context itself, whose store may be
    // to a plain name, its error would speak of something else.
    private static bool RefuseReadOnly(VmContextAccess access)
    {
        if (!V8.Same(V8Api.CurrentContext(access.Isolate), access.Context) || V8Api.ShouldThrowOnError(access.Isolate) == 0)
            return false;
        var name = V8.ToText(access.Isolate, access.Context, access.Key);
        if (name != null)
            V8.ThrowTypeError(access.Isolate, $"Cannot assign to read only property '{name}' of object '[object Object]'", null);
        return true;
    }

    // The attributes of a property found without interceptors, on the object or its prototypes; null: there is none.
    private static int? Attributes(VmContextAccess access, nint target)
    {
        var maybe = V8Api.ObjectGetRealNamedAttrs(target, access.Context, access.Key);
        return (maybe & 1) != 0 ? (int)(maybe >> 32) : null;
    }

    private static int? OwnAttributes(VmContextAccess access, nint target) =>
        V8.Just(V8Api.ObjectHasRealNamed(target, access.Context, access.Key)) ? Attributes(access, target) : null;

    private static bool IsAccessor(VmContextAccess access)
    {
        var descriptor = V8Api.ObjectGetOwnDescriptor(access.Sandbox, access.Context, access.Key);
        if (descriptor == 0 || V8Api.IsObject(descriptor) == 0)
            return false;
        return V8.Just(V8Api.ObjectHasOwn(descriptor, access.Context, V8.Name(access.Isolate, "get")))
            || V8.Just(V8Api.ObjectHasOwn(descriptor, access.Context, V8.Name(access.Isolate, "set")));
    }
}
