using System.Runtime.InteropServices;
using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>process.env</c>: a native object whose properties are the kernel's environment of the process; each access is a system call and a permission check.</summary>
internal static unsafe class EnvironmentProxy
{
    // V8's interceptor results in 14.7: 0 = handled, 1 = go on with the object's own property.
    private const uint Handled = 0, NotHandled = 1;

    /// <summary>The addresses that V8 has of the interceptors.</summary>
    public static nint[] Callbacks =>
    [
        (nint)(delegate* unmanaged<nint, nint*, uint>)&Get, (nint)(delegate* unmanaged<nint, nint, nint*, uint>)&Set,
        (nint)(delegate* unmanaged<nint, nint*, uint>)&Query, (nint)(delegate* unmanaged<nint, nint*, uint>)&Delete,
        (nint)(delegate* unmanaged<nint*, void>)&Enumerate, (nint)(delegate* unmanaged<nint, nint, nint*, uint>)&DefineProperty,
    ];

    public static nint Create(Realm realm)
    {
        var iso = realm.Isolate;
        var handler = new HandlerConfiguration
        {
            Getter = (nint)(delegate* unmanaged<nint, nint*, uint>)&Get,
            Setter = (nint)(delegate* unmanaged<nint, nint, nint*, uint>)&Set,
            Query = (nint)(delegate* unmanaged<nint, nint*, uint>)&Query,
            Deleter = (nint)(delegate* unmanaged<nint, nint*, uint>)&Delete,
            Enumerator = (nint)(delegate* unmanaged<nint*, void>)&Enumerate,
            Definer = (nint)(delegate* unmanaged<nint, nint, nint*, uint>)&DefineProperty,
            Flags = HandlerConfiguration.HasNoSideEffect | HandlerConfiguration.NewCallbackSignatures,
        };
        var template = V8Api.ObjectTemplateNew(iso, 0);
        V8Api.ObjectTemplateSetNamedHandler(template, &handler);
        return V8Api.ObjectTemplateNewInstance(template, realm.Context);
    }

    [UnmanagedCallersOnly]
    private static uint Get(nint property, nint* info) => Guarded(property, info, static (sys, name, call) =>
    {
        if (sys.Getenv(name).IsError(out var value, out _) || value is null)
            return NotHandled;
        call.Return(V8.Str(call.Isolate, value));
        return Handled;
    });

    [UnmanagedCallersOnly]
    private static uint Set(nint property, nint value, nint* info)
    {
        var call = new PropertyInfo(info);
        try
        {
            Assign(call.Isolate, property, value);
            return Handled;
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(EnvironmentProxy), e);
            return Handled;
        }
    }

    // Throws where it cannot.
    private static void Assign(nint iso, nint property, nint value)
    {
        if (V8Api.IsString(property) == 0 || V8Api.IsSymbol(value) != 0)
        {
            V8.ThrowTypeError(iso, "Cannot convert a Symbol value to a string");
            return;
        }
        if (V8.ToText(iso, V8Api.CurrentContext(iso), value) is not { } text)
            return;
        var (realm, name) = (Realm.Of(iso), V8.Text(iso, property));
        var error = realm.Guest.SysOrNull?.Setenv(name, text).Error ?? Errno.ESRCH;
        if (error != Errno.Success)
            Errors.Throw(realm, error, "setenv");
        else if (name == "TZ")
            TimeZones.Change(realm, text);
    }

    [UnmanagedCallersOnly]
    private static uint Query(nint property, nint* info) => Guarded(property, info, static (sys, name, call) =>
    {
        if (sys.Getenv(name).IsError(out var value, out _) || value is null)
            return NotHandled;
        call.Return(0);
        return Handled;
    });

    [UnmanagedCallersOnly]
    private static uint Delete(nint property, nint* info) => Guarded(property, info, static (sys, name, call) =>
    {
        var error = sys.Unsetenv(name).Error;
        var denied = Errors.DenialOf(error);
        // A hidden key is not there, so removing it succeeds; one that shows must not seem to be gone.
        if (error == Errno.EACCES && sys.Getenv(name).Ok)
        {
            Errors.Throw(Realm.Of(call.Isolate), error, "unsetenv", null, null, denied);
            return Handled;
        }
        if (name == "TZ")
            TimeZones.Change(Realm.Of(call.Isolate), null);
        call.Return(V8.True(call.Isolate));
        return Handled;
    });

    [UnmanagedCallersOnly]
    private static void Enumerate(nint* info)
    {
        var call = new PropertyInfo(info);
        try
        {
            var sys = Realm.Of(call.Isolate).Guest.SysOrNull;
            if (sys == null || sys.ListEnv().IsError(out var all, out _))
                call.Return(V8Api.ArrayNewLength(call.Isolate, 0));
            else
                call.Return(V8.StringArray(call.Isolate, [.. all.Select(pair => pair.Key)]));
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(EnvironmentProxy), e);
        }
    }

    // Node: 'process.env' only accepts a configurable, writable, and enumerable data descriptor.
    [UnmanagedCallersOnly]
    private static uint DefineProperty(nint property, nint descriptor, nint* info)
    {
        var call = new PropertyInfo(info);
        try
        {
            var iso = call.Isolate;
            if (V8Api.PD_hasValue(descriptor) != 0)
            {
                if (V8Api.PD_hasWritable(descriptor) == 0 || V8Api.PD_hasEnumerable(descriptor) == 0 || V8Api.PD_hasConfigurable(descriptor) == 0
                    || V8Api.PD_writable(descriptor) == 0 || V8Api.PD_enumerable(descriptor) == 0 || V8Api.PD_configurable(descriptor) == 0)
                {
                    V8.ThrowTypeError(iso, "'process.env' only accepts a configurable, writable, and enumerable data descriptor", "ERR_INVALID_OBJECT_DEFINE_PROPERTY");
                    return Handled;
                }
                Assign(iso, property, V8Api.PD_value(descriptor));
                return Handled;
            }
            V8.ThrowTypeError(iso, V8Api.PD_hasGet(descriptor) != 0 || V8Api.PD_hasSet(descriptor) != 0
                ? "'process.env' does not accept an accessor(getter/setter) descriptor"
                : "'process.env' only accepts a configurable, writable, and enumerable data descriptor", "ERR_INVALID_OBJECT_DEFINE_PROPERTY");
            return Handled;
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(EnvironmentProxy), e);
            return Handled;
        }
    }

    private delegate uint Access(Kernel.ProcessSyscalls sys, string name, PropertyInfo call);

    private static uint Guarded(nint property, nint* info, Access access)
    {
        var call = new PropertyInfo(info);
        try
        {
            if (V8Api.IsString(property) == 0 || Realm.Of(call.Isolate).Guest.SysOrNull is not { } sys)
                return NotHandled;
            return access(sys, V8.Text(call.Isolate, property), call);
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(EnvironmentProxy), e);
            return NotHandled;
        }
    }
}
