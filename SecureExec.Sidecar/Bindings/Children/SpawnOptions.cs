using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Reads the options of <c>Process.spawn</c> and of <c>spawn_sync.spawn</c>, as far as they are the same.</summary>
internal static class SpawnOptions
{
    /// <summary>The options of an object, without descriptors; null when an exception is pending.</summary>
    public static SpawnConfig? Read(CallInfo info, nint options)
    {
        ReadOnlySpan<string> names = ["file", "args", "cwd", "envPairs", "uid", "gid"];
        Span<nint> values = stackalloc nint[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            values[i] = V8.Get(info.Isolate, info.Context, options, names[i]);
            if (values[i] == 0)
                return null;
        }
        return Read(info, values[0], values[1], values[2], values[3], values[4], values[5], IsTrue(info, options, "detached"));
    }

    /// <summary>The same of single values.</summary>
    public static SpawnConfig? Read(CallInfo info, nint file, nint args, nint cwd, nint envPairs, nint uid, nint gid, bool detached)
    {
        if (!TryText(info, file, out var path) || path is null)
            return Refuse(info, "options.file should be a string");
        if (!TryTexts(info, args, out var argv) || !TryTexts(info, envPairs, out var pairs) || !TryText(info, cwd, out var directory))
            return Refuse(info, "Bad argument");
        if (!TryId(info, uid, out var user) || !TryId(info, gid, out var group))
            return Refuse(info, "options.uid and options.gid should be numbers");
        return new SpawnConfig
        {
            File = path,
            Argv = argv is { Length: > 0 } ? argv : [path],
            Env = pairs is null ? null : Environment(pairs),
            Cwd = string.IsNullOrEmpty(directory) ? null : directory,
            Uid = user,
            Gid = group,
            NewSession = detached,
            Fds = [],
        };
    }

    /// <summary>The elements of an array; null when it is none or an exception is pending.</summary>
    public static nint[]? Items(CallInfo info, nint array)
    {
        if (array == 0 || V8.IsSmi(array) || V8Api.IsArray(array) == 0 || V8Api.ArrayLength(array) > info.Realm.Guest.Sys.Limits.MaxProcessArgvBytes)
            return null;
        return V8.Items(array, info.Context);
    }

    /// <summary>The texts of an argument that is an array; null when it is none, and an exception is pending.</summary>
    public static string[]? Texts(CallInfo info, int index)
    {
        if (TryTexts(info, info[index], out var texts) && texts is not null)
            return texts;
        Refuse(info, "Bad argument");
        return null;
    }

    /// <summary>NAME=VALUE, as getenv(3) finds it: the first of several with one name counts.</summary>
    public static Dictionary<string, string> Environment(string[] pairs)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            if (pair.IndexOf('=') is > 0 and var equals)
                environment.TryAdd(pair[..equals], pair[(equals + 1)..]);
        }
        return environment;
    }

    /// <summary>The string behind a name; null for anything else.</summary>
    public static string? Text(CallInfo info, nint options, string name)
    {
        var value = V8.Get(info.Isolate, info.Context, options, name);
        return value != 0 && TryText(info, value, out var text) ? text : null;
    }

    /// <summary>The number behind a name; null for anything else.</summary>
    public static double? Number(CallInfo info, nint options, string name) =>
        V8.Get(info.Isolate, info.Context, options, name) is var value and not 0 ? Number(info, value) : null;

    /// <summary>Whether <c>true</c> stands behind a name.</summary>
    public static bool IsTrue(CallInfo info, nint options, string name)
    {
        var value = V8.Get(info.Isolate, info.Context, options, name);
        return value != 0 && !V8.IsSmi(value) && V8Api.IsTrue(value) != 0;
    }

    private static SpawnConfig? Refuse(CallInfo info, string message)
    {
        if (V8Api.HasPendingException(info.Isolate) == 0)
            info.ThrowTypeError(message);
        return null;
    }

    private static bool IsNullish(CallInfo info, nint value) => V8.IsUndefined(info.Isolate, value) || !V8.IsSmi(value) && V8Api.IsNull(value) != 0;

    private static bool TryText(CallInfo info, nint value, out string? text)
    {
        text = null;
        if (V8.IsSmi(value) || V8Api.IsString(value) == 0)
            return IsNullish(info, value);
        text = V8.Text(info.Isolate, value);
        return true;
    }

    private static bool TryTexts(CallInfo info, nint value, out string[]? texts)
    {
        texts = null;
        if (IsNullish(info, value))
            return true;
        if (Items(info, value) is not { } items)
            return false;
        texts = new string[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            // Elements of any type are converted, as Node's native code does; a conversion may throw.
            if (V8.ToText(info.Isolate, info.Context, items[i]) is not { } text)
                return false;
            texts[i] = text;
        }
        return true;
    }

    private static bool TryId(CallInfo info, nint value, out int? id)
    {
        id = null;
        if (IsNullish(info, value))
            return true;
        if (Number(info, value) is not (>= int.MinValue and <= int.MaxValue and var number))
            return false;
        id = (int)number;
        return true;
    }

    private static double? Number(CallInfo info, nint value) =>
        V8.IsSmi(value) ? V8.SmiValue(value) : V8Api.IsNumber(value) != 0 ? V8Api.NumberValue(value, info.Context).Value : null;
}
