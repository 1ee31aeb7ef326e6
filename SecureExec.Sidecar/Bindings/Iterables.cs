using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Reads what JavaScript can iterate.</summary>
internal static unsafe class Iterables
{
    private const int MaxItems = 1 << 20;

    /// <summary>The items as locals. False: not iterable, or an exception is pending.</summary>
    public static bool Read(nint iso, nint context, nint target, out nint[] items)
    {
        items = [];
        if (V8Api.IsArray(target) != 0)
        {
            if (V8.Items(target, context) is not { } all)
                return false;
            items = all;
            return true;
        }
        var method = V8Api.ObjectGet(target, context, V8Api.SymbolIterator(iso));
        if (method == 0 || V8Api.IsFunction(method) == 0)
            return false;
        var iterator = V8Api.FunctionCall(method, iso, context, target, 0, null);
        if (iterator == 0 || V8Api.IsObject(iterator) == 0)
            return false;
        var next = V8.Get(iso, context, iterator, "next");
        if (next == 0 || V8Api.IsFunction(next) == 0)
            return false;
        var list = new List<nint>();
        while (list.Count < MaxItems)
        {
            var result = V8Api.FunctionCall(next, iso, context, iterator, 0, null);
            if (result == 0 || V8Api.IsObject(result) == 0)
                return false;
            var done = V8.Get(iso, context, result, "done");
            if (done == 0)
                return false;
            if (V8Api.BooleanValue(done, iso) != 0)
                break;
            var value = V8.Get(iso, context, result, "value");
            if (value == 0)
                return false;
            list.Add(value);
        }
        items = [.. list];
        return true;
    }
}
