using System.Text;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Url.Patterns;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// <c>internalBinding('url_pattern')</c>: the class URLPattern. Its regular expressions are V8's, kept in internal fields beside the
/// native object's key; whoever has changed <c>RegExp.prototype.exec</c> is called, as in Node.
/// </summary>
internal static unsafe class UrlPatternBinding
{
    private const int IgnoreCase = 2, UnicodeSets = 256; // v8::RegExp::Flags
    private const int Fixed = 5; // v8::PropertyAttribute: ReadOnly, DontDelete
    private const int FirstRegexp = 1; // internal field
    private const int MaxLength = 1 << 20; // of all patterns together, in characters: more than one of them per character is held while they are read
    private const string Invalid = "ERR_INVALID_URL_PATTERN", WrongType = "ERR_INVALID_ARG_TYPE";

    private static readonly string[] Names = ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"];

    // As Node's results have them.
    private static readonly string[] SortedNames = ["hash", "hostname", "inputs", "password", "pathname", "port", "protocol", "search", "username"];

    public static void Define(BindingBuilder b) => b.Class("URLPattern", b.NewClass("URLPattern", FirstRegexp + Names.Length, &New)
        .Accessor("protocol", &Protocol, null, Fixed)
        .Accessor("username", &Username, null, Fixed)
        .Accessor("password", &Password, null, Fixed)
        .Accessor("hostname", &Hostname, null, Fixed)
        .Accessor("port", &Port, null, Fixed)
        .Accessor("pathname", &Pathname, null, Fixed)
        .Accessor("search", &Search, null, Fixed)
        .Accessor("hash", &Hash, null, Fixed)
        .Accessor("hasRegExpGroups", &HasRegExpGroups, null, Fixed)
        .Method("exec", &Exec)
        .Method("test", &Test)
        .ToStringTag("URLPattern"));

    // (input, baseURL, options) or (input, options)
    private static void New(CallInfo info)
    {
        V8Api.ObjectSetInternal(info.This, 0, V8.Int(info.Isolate, 0));
        if (ReadInput(info, "Input must be an object or a string") is not { } input || !ReadRest(info, out var baseUrl, out var ignoreCase))
            return;
        if ((input.Text?.Length ?? 0) + Members(input.Init).Sum(member => member.Value?.Length ?? 0) > MaxLength)
        {
            info.ThrowTypeError("Failed to construct URLPattern", Invalid);
            return;
        }
        if (Compile(info, input, baseUrl, ignoreCase) is { } components)
            info.Realm.Wrap(info.This, components);
    }

    private static UrlPatternComponents? Compile(CallInfo info, PatternInput input, string? baseUrl, bool ignoreCase)
    {
        var (iso, context) = (info.Isolate, info.Context);
        TryCatch storage;
        using (var caught = new TryCatchScope(iso, &storage))
        {
            try
            {
                if (input.Text is null && baseUrl is not null)
                    throw new PatternException();
                Func<string, string, bool> matches = (source, text) => Matches(iso, context, source, text);
                var components = input.Text is { } pattern ? UrlPatternComponents.Create(pattern, baseUrl, matches) : UrlPatternComponents.Create(input.Init, matches);
                for (var i = 0; i < Names.Length; i++)
                {
                    var flags = UnicodeSets | (ignoreCase && i >= UrlPatternComponents.FirstOfAnyCase ? IgnoreCase : 0);
                    var regexp = V8Api.RegExpNew(context, V8.Str(iso, components.All[i].Regexp), flags);
                    if (regexp == 0)
                        throw new PatternException();
                    V8Api.ObjectSetInternal(info.This, FirstRegexp + i, regexp);
                }
                return components;
            }
            catch (PatternException)
            {
                if (caught.HasTerminated)
                    return null;
                caught.Reset();
            }
        }
        info.ThrowTypeError("Failed to construct URLPattern", Invalid);
        return null;
    }

    private static bool Matches(nint iso, nint context, string source, string text)
    {
        using var handles = new HandleScope(iso);
        var regexp = V8Api.RegExpNew(context, V8.Str(iso, source), UnicodeSets);
        var result = regexp == 0 ? 0 : V8Api.RegExpExec(regexp, context, V8.Str(iso, text));
        return result == 0 ? throw new PatternException() : V8Api.IsNull(result) == 0;
    }

    private static void Test(CallInfo info)
    {
        if (Values(info, "test", out _) is { } values)
            info.Return(Match(info, values) is not null);
        else if (V8Api.HasPendingException(info.Isolate) == 0)
            info.Return(false);
    }

    private static void Exec(CallInfo info)
    {
        if (Values(info, "exec", out var inputs) is { } values && Match(info, values) is { } results)
            info.Return(Result(info, inputs, values, results));
        else if (V8Api.HasPendingException(info.Isolate) == 0)
            info.ReturnNull();
    }

    // The components to match; null: there is no match, or an exception is pending.
    private static IReadOnlyList<string>? Values(CallInfo info, string method, out nint[] inputs)
    {
        inputs = [];
        if (info.Realm.Unwrap<UrlPatternComponents>(info.This) is null)
        {
            info.ThrowTypeError("Illegal invocation", null);
            return null;
        }
        if (ReadInput(info, "URLPattern input needs to be a string or an object") is not { } input)
            return null;
        string? baseUrl = null;
        if (info.Length > 1 && !info.IsUndefined(1))
        {
            if (!info.IsString(1) && V8Api.IsNull(info[1]) == 0)
            {
                info.ThrowTypeError("baseURL must be a string", WrongType);
                return null;
            }
            baseUrl = info.IsString(1) ? WellFormed(info.Text(1)!) : "";
        }
        if (input.Text is not { } text)
        {
            if (baseUrl is null)
            {
                inputs = [ToObject(info, input.Init)];
                return UrlPatternComponents.Values(input.Init);
            }
            info.ThrowTypeError($"Failed to {method} URLPattern", "ERR_OPERATION_FAILED");
            return null;
        }
        inputs = baseUrl is null ? [V8.Str(info.Isolate, text)] : [V8.Str(info.Isolate, text), V8.Str(info.Isolate, baseUrl)];
        return UrlPatternComponents.Values(text, baseUrl);
    }

    // The arrays of the eight matches; null: one does not match, or an exception is pending.
    private static nint[]? Match(CallInfo info, IReadOnlyList<string> values)
    {
        var results = new nint[Names.Length];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = V8Api.RegExpExec(V8Api.ObjectGetInternal(info.This, FirstRegexp + i), info.Context, V8.Str(info.Isolate, values[i]));
            if (results[i] == 0 || V8Api.IsObject(results[i]) == 0)
                return null;
        }
        return results;
    }

    private static nint Result(CallInfo info, nint[] inputs, IReadOnlyList<string> values, nint[] results)
    {
        var iso = info.Isolate;
        var components = info.Realm.Unwrap<UrlPatternComponents>(info.This)!.All;
        var members = new nint[SortedNames.Length];
        for (var i = 0; i < members.Length; i++)
        {
            var component = Array.IndexOf(Names, SortedNames[i]);
            members[i] = component < 0 ? V8.Array(iso, inputs) : ComponentResult(info, values[component], components[component], results[component]);
            if (members[i] == 0)
                return 0;
        }
        return NewObject(iso, V8.Null(iso), SortedNames, members);
    }

    private static nint ComponentResult(CallInfo info, string value, PatternComponent component, nint result)
    {
        var (iso, context) = (info.Isolate, info.Context);
        var groups = new nint[component.Groups.Count];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = V8Api.ObjectGetIndex(result, context, (uint)i + 1);
            if (groups[i] == 0)
                return 0;
        }
        var answer = V8Api.ObjectNew(iso);
        V8.Set(iso, context, answer, "groups", NewObject(iso, V8Api.ObjectNew(iso), component.Groups, groups));
        V8.Set(iso, context, answer, "input", V8.Str(iso, value));
        return answer;
    }

    private static nint ToObject(CallInfo info, PatternInit init)
    {
        var answer = V8Api.ObjectNew(info.Isolate);
        foreach (var (name, value) in Members(init).OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            if (value is not null)
                V8.Set(info.Isolate, info.Context, answer, name, V8.Str(info.Isolate, value));
        }
        return answer;
    }

    private static nint NewObject(nint iso, nint prototype, IReadOnlyList<string> names, nint[] values)
    {
        var keys = new nint[names.Count];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = V8.Name(iso, names[i]);
        fixed (nint* k = keys, v = values)
            return V8Api.ObjectNewWith(iso, prototype, k, v, (nuint)keys.Length);
    }

    private static PatternInput? ReadInput(CallInfo info, string otherwise)
    {
        if (info.IsString(0))
            return new PatternInput(WellFormed(info.Text(0)!), new PatternInit());
        if (info.IsNullish(0))
            return new PatternInput(null, new PatternInit());
        if (info.IsObject(0))
            return ReadInit(info) is { } init ? new PatternInput(null, init) : null;
        info.ThrowTypeError(otherwise, WrongType);
        return null;
    }

    private static bool ReadRest(CallInfo info, out string? baseUrl, out bool ignoreCase)
    {
        (baseUrl, ignoreCase) = (null, false);
        if (info.Length < 2)
            return true;
        var options = info.Length > 2 ? 2 : 1;
        if (options == 2 && !info.IsString(1) && !info.IsNullish(1))
        {
            info.ThrowTypeError("second argument must be a string", WrongType);
            return false;
        }
        if (options == 2 || info.IsString(1))
            baseUrl = info.IsString(1) ? WellFormed(info.Text(1)!) : "";
        if ((options == 1 && baseUrl is not null) || info.IsNullish(options))
            return true;
        if (!info.IsObject(options))
        {
            info.ThrowTypeError(options == 1 ? "second argument must be a string or object" : "options must be an object", WrongType);
            return false;
        }
        var given = V8.Get(info.Isolate, info.Context, info[options], "ignoreCase");
        if (given == 0)
            return false;
        ignoreCase = V8Api.BooleanValue(given, info.Isolate) != 0;
        return true;
    }

    // What is no string counts as not given; null: a getter has thrown.
    private static PatternInit? ReadInit(CallInfo info)
    {
        var init = new PatternInit();
        foreach (var name in (ReadOnlySpan<string>)[.. Names, "baseURL"])
        {
            var value = V8.Get(info.Isolate, info.Context, info[0], name);
            if (value == 0)
                return null;
            if (V8Api.IsString(value) == 0)
                continue;
            var text = WellFormed(V8.Text(info.Isolate, value));
            init = name switch
            {
                "protocol" => init with { Protocol = text },
                "username" => init with { Username = text },
                "password" => init with { Password = text },
                "hostname" => init with { Hostname = text },
                "port" => init with { Port = text },
                "pathname" => init with { Pathname = text },
                "search" => init with { Search = text },
                "hash" => init with { Hash = text },
                _ => init with { BaseUrl = text },
            };
        }
        return init;
    }

    private static (string Name, string? Value)[] Members(PatternInit init) =>
    [
        ("protocol", init.Protocol), ("username", init.Username), ("password", init.Password), ("hostname", init.Hostname), ("port", init.Port),
        ("pathname", init.Pathname), ("search", init.Search), ("hash", init.Hash), ("baseURL", init.BaseUrl),
    ];

    // Lone surrogates become U+FFFD.
    private static string WellFormed(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    private static void Protocol(CallInfo info) => Pattern(info, 0);

    private static void Username(CallInfo info) => Pattern(info, 1);

    private static void Password(CallInfo info) => Pattern(info, 2);

    private static void Hostname(CallInfo info) => Pattern(info, 3);

    private static void Port(CallInfo info) => Pattern(info, 4);

    private static void Pathname(CallInfo info) => Pattern(info, 5);

    private static void Search(CallInfo info) => Pattern(info, 6);

    private static void Hash(CallInfo info) => Pattern(info, 7);

    private static void Pattern(CallInfo info, int index)
    {
        if (info.Realm.Unwrap<UrlPatternComponents>(info.This) is { } components)
            info.Return(components.All[index].Pattern);
    }

    private static void HasRegExpGroups(CallInfo info)
    {
        if (info.Realm.Unwrap<UrlPatternComponents>(info.This) is { } components)
            info.Return(components.All.Any(component => component.HasRegexp));
    }

    // A text, or the components that are given.
    private sealed record PatternInput(string? Text, PatternInit Init);
}
