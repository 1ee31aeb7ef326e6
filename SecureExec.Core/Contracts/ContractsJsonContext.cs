using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecureExec.Contracts;

/// <summary>
/// Source-generated JSON of the HTTP API: camel case, missing members instead of nulls. Strict, so that the gateway and the pool node
/// read the same out of one text: no other letter case, no repeated members, no numbers in strings.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    MaxDepth = MaxDepth)]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(RunResponse))]
[JsonSerializable(typeof(CreateRuntimeRequest))]
[JsonSerializable(typeof(RuntimeInfo))]
[JsonSerializable(typeof(RuntimeList))]
[JsonSerializable(typeof(ProcessList))]
[JsonSerializable(typeof(FileListing))]
[JsonSerializable(typeof(PolicyInfo))]
[JsonSerializable(typeof(PolicyList))]
[JsonSerializable(typeof(RuntimeEvent))]
[JsonSerializable(typeof(NodeInfo))]
[JsonSerializable(typeof(NodeList))]
[JsonSerializable(typeof(ProblemInfo))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class ContractsJsonContext : JsonSerializerContext
{
    /// <summary>Nesting of values that the API reads and writes.</summary>
    public const int MaxDepth = 256;

    /// <summary>
    /// For answers that people read too: leaves quotes and letters of other scripts as they are. Not for JSON inside HTML.
    /// </summary>
    public static ContractsJsonContext Readable => LazyReadable.Value;

    // Lazy: static fields of a generated class are set in an order that is not ours to choose.
    private static readonly Lazy<ContractsJsonContext> LazyReadable =
        new(() => new(new JsonSerializerOptions(Default!.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
}
