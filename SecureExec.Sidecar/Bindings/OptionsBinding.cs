using System.Globalization;
using System.Text.Json;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('options')</c>: the defaults of the pinned binary, with what this program sets.</summary>
internal static unsafe class OptionsBinding
{
    /// <summary>The values that the library booted with; the first call of a program takes them.</summary>
    private const string Booted = "bootedOptions";

    private const string RequireModule = "--require-module", ExperimentalRequireModule = "--experimental-require-module";

    private static readonly Dictionary<string, JsonElement> Defaults = NodeOptions.Facts.GetProperty("values").EnumerateObject().ToDictionary(p => p.Name, p => p.Value);

    public static void Define(BindingBuilder b) => b
        .Function("getCLIOptionsValues", &GetValues)
        .Function("getCLIOptionsInfo", &GetInfo)
        .Function("getOptionsAsFlags", &GetFlags)
        .Function("getEmbedderOptions", &GetEmbedderOptions);

    private static void GetValues(CallInfo info)
    {
        var realm = info.Realm;
        if (realm.Guest.Program is not { } program)
        {
            // The library boots. The hundreds of values go with it, so that its program need not make them again.
            if (realm[Booted] == 0)
                realm[Booted] = realm.Keep(NewValues(info));
            info.Return(realm[Booted]);
            return;
        }
        var values = realm[Booted] != 0 ? realm[Booted] : NewValues(info);
        realm[Booted] = 0;
        Apply(info, values, program);
        info.Return(values);
    }

    private static nint NewValues(CallInfo info)
    {
        var iso = info.Isolate;
        var values = V8Api.ObjectNewWith(iso, V8.Null(iso), null, null, 0);
        foreach (var (name, value) in Defaults)
            V8.Set(iso, info.Context, values, name, ToLocal(info.Realm, value));
        // Web storage is SQLite's, which is not here.
        V8.Set(iso, info.Context, values, "--experimental-webstorage", V8.Bool(iso, false));
        return values;
    }

    private static void Apply(CallInfo info, nint values, GuestProgram program)
    {
        var iso = info.Isolate;
        var lists = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var option in info.Realm.Guest.Options)
        {
            if (option.Error != null || !Defaults.TryGetValue(option.Name, out var value))
                continue;
            if (NodeOptions.IsList(option.Name))
            {
                if (!lists.TryGetValue(option.Name, out var list))
                    lists[option.Name] = list = [];
                list.Add(option.Value!);
                V8.Set(iso, info.Context, values, option.Name, V8.StringArray(iso, list));
            }
            else
            {
                Set(info, values, option.Name, Parse(iso, value, option));
            }
        }
        if (program.Source is { } source)
            V8.Set(iso, info.Context, values, "--eval", V8.Str(iso, source));
        if (program.Kind == EntryKind.Print)
            V8.Set(iso, info.Context, values, "--print", V8.True(iso));
        var inputType = program.Kind switch
        {
            EntryKind.EvalModule => "module",
            EntryKind.EvalCommonJs => "commonjs",
            EntryKind.EvalTypeScriptModule => "module-typescript",
            EntryKind.EvalTypeScriptCommonJs => "commonjs-typescript",
            _ => null,
        };
        if (inputType != null)
            V8.Set(iso, info.Context, values, "--input-type", V8.Str(iso, inputType));
    }

    // Node keeps a switch under its negated name and under its older name too.
    private static void Set(CallInfo info, nint values, string option, nint value)
    {
        var iso = info.Isolate;
        string[] names = option is RequireModule or ExperimentalRequireModule ? [RequireModule, ExperimentalRequireModule] : [option];
        foreach (var name in names)
        {
            V8.Set(iso, info.Context, values, name, value);
            var opposite = "--no-" + name[2..];
            if (V8Api.IsBoolean(value) != 0 && Defaults.ContainsKey(opposite))
                V8.Set(iso, info.Context, values, opposite, V8.Bool(iso, V8Api.IsTrue(value) == 0));
        }
    }

    private static nint Parse(nint iso, JsonElement value, GivenOption option) => value.ValueKind switch
    {
        JsonValueKind.Number when double.TryParse(option.Value, CultureInfo.InvariantCulture, out var number) => V8.Number(iso, number),
        JsonValueKind.String => V8.Str(iso, option.Value ?? ""),
        _ => V8.Bool(iso, !option.Negated),
    };

    private static void GetInfo(CallInfo info)
    {
        var (iso, context) = (info.Isolate, info.Context);
        var result = V8Api.ObjectNew(iso);
        foreach (var (property, key) in ((string, string)[])[("options", "info"), ("aliases", "aliases")])
        {
            var map = V8Api.MapNew(iso);
            foreach (var pair in NodeOptions.Facts.GetProperty(key).EnumerateArray())
                V8Api.MapSet(map, context, ToLocal(info.Realm, pair[0]), ToLocal(info.Realm, pair[1]));
            V8.Set(iso, context, result, property, map);
        }
        info.Return(result);
    }

    private static void GetFlags(CallInfo info) => info.Return(V8.StringArray(info.Isolate, info.Realm.Guest.Program is { } program ? [.. program.ExecArgv] : []));

    private static void GetEmbedderOptions(CallInfo info) => info.Return(ToLocal(info.Realm, NodeOptions.Facts.GetProperty("embedder")));

    private static nint ToLocal(Realm realm, JsonElement element)
    {
        var iso = realm.Isolate;
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return V8.Str(iso, element.GetString()!);
            case JsonValueKind.Number:
                return V8.Number(iso, element.GetDouble());
            case JsonValueKind.True:
                return V8.True(iso);
            case JsonValueKind.False:
                return V8.False(iso);
            case JsonValueKind.Array:
                return V8.Array(iso, [.. element.EnumerateArray().Select(item => ToLocal(realm, item))]);
            case JsonValueKind.Object:
                var target = V8Api.ObjectNewWith(iso, V8.Null(iso), null, null, 0);
                foreach (var property in element.EnumerateObject())
                    V8.Set(iso, realm.Context, target, property.Name, ToLocal(realm, property.Value));
                return target;
            default: // JSON's null stands for undefined in the archive
                return V8.Undefined(iso);
        }
    }
}
