using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>Checks every assumption about V8's layouts once per isolate, before anything of the guest exists.</summary>
internal static unsafe class SelfTest
{
    private static int s_received;

    /// <summary>Runs inside an entered isolate and context. False: <paramref name="failed"/> names the assumption that does not hold.</summary>
    public static bool Run(nint iso, out string failed)
    {
        var context = V8Api.CurrentContext(iso);
        failed = Roots(iso) ? Strings(iso) ? Numbers(iso, context) ? Exceptions(iso) ? Scopes(iso) ? Frames(iso, context) ? Fields(iso, context) ? Buffers(iso) ? ""
            : "typed array" : "internal field" : "FunctionCallbackInfo" : "HandleScope" : "TryCatch" : "Maybe<double>" : "String" : "isolate roots";
        return failed.Length == 0;
    }

    private static bool Roots(nint iso) =>
        V8Api.IsUndefined(V8.Undefined(iso)) != 0 && V8Api.IsNull(V8.Null(iso)) != 0 && V8Api.IsTrue(V8.True(iso)) != 0
        && V8Api.IsBoolean(V8.False(iso)) != 0 && V8Api.IsTrue(V8.False(iso)) == 0;

    private static bool Strings(nint iso) => V8.Text(iso, V8.Str(iso, "a\u1234z")) == "a\u1234z" && V8.Text(iso, V8.Str(iso, "")).Length == 0;

    private static bool Numbers(nint iso, nint context)
    {
        var half = V8Api.NumberValue(V8Api.NumberNew(iso, -0.5), context);
        var smi = V8.Int(iso, -7);
        var whole = V8Api.IntegerValue(V8Api.NumberNew(iso, 1e15), context);
        return half is { HasValue: not 0, Value: -0.5 } && V8.IsSmi(smi) && V8.SmiValue(smi) == -7 && whole is { HasValue: not 0, Value: 1_000_000_000_000_000 }
            && (int)(V8Api.Int32Value(V8Api.NumberNew(iso, 3.7), context) >> 32) == 3;
    }

    private static bool Exceptions(nint iso)
    {
        TryCatch storage;
        bool caught;
        using (var scope = new TryCatchScope(iso, &storage))
        {
            V8.ThrowError(iso, "probe");
            caught = scope.HasCaught && !scope.HasTerminated && scope.Exception != 0;
        }
        return caught && V8Api.HasPendingException(iso) == 0;
    }

    private static bool Scopes(nint iso)
    {
        var next = *V8Api.HandleScopeNext(iso);
        using (new HandleScope(iso))
        {
            for (var i = 0; i < 3000; i++) // more than a block, so that an extension is made and given back
                V8Api.NumberNew(iso, i + 0.5);
        }
        return *V8Api.HandleScopeNext(iso) == next;
    }

    private static bool Frames(nint iso, nint context)
    {
        s_received = 0;
        var function = V8Api.FunctionNew(context, (nint)(delegate* unmanaged<nint*, void>)&Probe, V8.Int(iso, 41), 0, 0, 0);
        var args = stackalloc nint[2] { V8.Int(iso, 5), V8.Str(iso, "x") };
        var result = V8Api.FunctionCall(function, iso, context, V8.True(iso), 2, args);
        return result != 0 && V8.IsSmi(result) && V8.SmiValue(result) == 46 && s_received == 1;
    }

    [UnmanagedCallersOnly]
    private static void Probe(nint* frame)
    {
        var info = new CallInfo(frame);
        var right = info.Length == 2 && info.Int32(0) == 5 && info.IsString(1) && info.IsUndefined(2) && !info.IsConstruct && V8.SmiValue(info.Data) == 41;
        s_received = right ? 1 : 0;
        info.Return(5 + V8.SmiValue(info.Data));
    }

    private static bool Fields(nint iso, nint context)
    {
        var template = V8Api.ObjectTemplateNew(iso, 0);
        V8Api.ObjectTemplateSetInternalFieldCount(template, 2);
        var instance = V8Api.ObjectTemplateNewInstance(template, context);
        V8Api.ObjectSetInternal(instance, 1, V8.Int(iso, 9));
        var field = V8Api.ObjectGetInternal(instance, 1);
        return V8.IsSmi(field) && V8.SmiValue(field) == 9;
    }

    private static bool Buffers(nint iso)
    {
        var array = V8.Uint8Array(iso, [1, 2, 3]);
        return V8.Bytes(array, out var bytes) && bytes.SequenceEqual<byte>([1, 2, 3]) && V8Api.ViewByteLength(array) == 3;
    }
}
