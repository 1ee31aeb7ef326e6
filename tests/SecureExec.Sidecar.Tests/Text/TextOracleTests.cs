using System.Runtime.InteropServices;
using System.Text.Json;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Tests.Text;

/// <summary>Every answer of the real Node in text-cases.json, which generate-text-cases.js writes.</summary>
public sealed class TextOracleTests
{
    private static readonly JsonElement[] Cases = Load();

    [Theory]
    [InlineData("decode", 1400)]
    [InlineData("encode", 1600)]
    [InlineData("write", 1600)]
    [InlineData("atob", 200)]
    [InlineData("search", 1200)]
    [InlineData("byte", 1200)]
    [InlineData("stream", 1200)]
    public void Operation_EveryRecordedInput_AnswersAsNode(string operation, int atLeast)
    {
        var cases = Cases.Where(entry => Word(entry, "op") == operation).ToList();
        var differences = cases.Select(Difference).Where(text => text is not null).ToList();

        Assert.True(cases.Count >= atLeast, $"only {cases.Count} cases");
        Assert.True(differences.Count == 0, $"{differences.Count} of {cases.Count} differ:\n{string.Join('\n', differences.Take(30))}");
    }

    private static string? Difference(JsonElement entry)
    {
        var (expected, actual) = Word(entry, "op") switch
        {
            "decode" => (Word(entry, "text"), Hex(StringBytes.Decode(Bytes(entry, "bytes"), Encoding(entry)))),
            "encode" => (Word(entry, "bytes"), Convert.ToHexStringLower(StringBytes.GetBytes(Text(entry, "text"), Encoding(entry)))),
            "write" => (Word(entry, "bytes"), Write(entry)),
            "atob" => (Word(entry, "answer"), Atob(entry)),
            "search" => (Word(entry, "found"), ByteSearch.IndexOf(Bytes(entry, "haystack"), Bytes(entry, "needle"), Offset(entry), End(entry), Flag(entry, "forward"), Flag(entry, "wide")).ToString()),
            "byte" => (Word(entry, "found"), ByteSearch.IndexOf(Bytes(entry, "haystack"), entry.GetProperty("byte").GetByte(), Offset(entry), End(entry), Flag(entry, "forward")).ToString()),
            "stream" => ("", Stream(entry)),
            var other => ("", $"no such operation: {other}"),
        };
        return expected == actual ? null : $"{entry}\n   got {actual}";
    }

    private static string Write(JsonElement entry)
    {
        var room = new byte[entry.GetProperty("room").GetInt32()];
        var written = StringBytes.Encode(Text(entry, "text"), room, Encoding(entry));
        return Convert.ToHexStringLower(room.AsSpan(0, written));
    }

    private static string Atob(JsonElement entry)
        => Base64Text.DecodeForgiving(Text(entry, "text"), out _) is { } bytes ? Hex(NarrowText.DecodeLatin1(bytes)) : "";

    private static string Stream(JsonElement entry)
    {
        var state = new byte[StringDecoderState.Size];
        state[StringDecoderState.EncodingField] = (byte)Encoding(entry);
        foreach (var step in entry.GetProperty("steps").EnumerateArray())
        {
            var text = StringDecoderState.Decode(state, Bytes(step, "bytes"));
            if (Hex(text) != Word(step, "text"))
                return $"{step}: {Hex(text)}";
            var need = state[StringDecoderState.MissingField];
            if (need != step.GetProperty("need").GetInt32() || need + state[StringDecoderState.BufferedField] != step.GetProperty("total").GetInt32())
                return $"{step}: needs {need}, buffers {state[StringDecoderState.BufferedField]}";
            Assert.True(StringDecoderState.IsValid(state));
        }

        if (entry.GetProperty("end").ValueKind == JsonValueKind.Null)
            return "";
        var end = Hex(StringDecoderState.Flush(state));
        return end == Word(entry, "end") ? "" : $"end: {end}";
    }

    private static long Offset(JsonElement entry) => entry.GetProperty("offset").GetInt64();

    private static long End(JsonElement entry) => entry.GetProperty("end").GetInt64();

    private static bool Flag(JsonElement entry, string name) => entry.GetProperty(name).GetBoolean();

    private static string Word(JsonElement entry, string name) => entry.GetProperty(name).ToString();

    private static byte[] Bytes(JsonElement entry, string name) => Convert.FromHexString(Word(entry, name));

    private static string Text(JsonElement entry, string name) => new(MemoryMarshal.Cast<byte, char>(Bytes(entry, name)));

    private static string Hex(string text) => Convert.ToHexStringLower(MemoryMarshal.AsBytes(text.AsSpan()));

    private static NodeEncoding Encoding(JsonElement entry) => Word(entry, "encoding") switch
    {
        "ascii" => NodeEncoding.Ascii,
        "utf8" => NodeEncoding.Utf8,
        "base64" => NodeEncoding.Base64,
        "utf16le" => NodeEncoding.Utf16Le,
        "latin1" => NodeEncoding.Latin1,
        "hex" => NodeEncoding.Hex,
        _ => NodeEncoding.Base64Url,
    };

    private static JsonElement[] Load()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Text", "text-cases.json"));
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(entry => entry.Clone())];
    }
}
