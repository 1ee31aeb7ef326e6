using System.Buffers;
using System.Text;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Tests.Http2;

/// <summary>The examples of RFC 7541, Appendix C, and what hostile blocks come to.</summary>
public sealed class HpackTests
{
    // Changes the table to 256 bytes, as the responses of the RFC are meant.
    private const string To256 = "3fe101";

    [Theory]
    [InlineData(5, 10, "0a")]
    [InlineData(5, 1337, "1f9a0a")]
    [InlineData(8, 42, "2a")]
    [InlineData(7, int.MaxValue, "7f80ffffff07")]
    public void Integer_OfTheRfc_IsWrittenAndRead(int bits, int value, string hex)
    {
        var output = new ArrayBufferWriter<byte>();
        HpackInteger.Write(output, 0, bits, value);
        Assert.Equal(hex, Convert.ToHexStringLower(output.WrittenSpan));
        Assert.Equal(hex.Length / 2, HpackInteger.Read(output.WrittenSpan, bits, out var read));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData("7f80808080808001", -1)]
    [InlineData("7fffffffff0f", -1)]
    [InlineData("7fffff", 0)]
    [InlineData("", 0)]
    public void Integer_TooLongOrCutShort_IsNone(string hex, int taken) =>
        Assert.Equal(taken, HpackInteger.Read(Convert.FromHexString(hex), 7, out _));

    [Theory]
    [InlineData("www.example.com", "f1e3c2e5f23a6ba0ab90f4ff")]
    [InlineData("no-cache", "a8eb10649cbf")]
    [InlineData("custom-value", "25a849e95bb8e8b4bf")]
    [InlineData("Mon, 21 Oct 2013 20:13:21 GMT", "d07abe941054d444a8200595040b8166e082a62d1bff")]
    [InlineData("", "")]
    public void Huffman_TextsOfTheRfc_AreWrittenAndRead(string text, string hex)
    {
        var output = new ArrayBufferWriter<byte>();
        HuffmanCode.Encode(Encoding.ASCII.GetBytes(text), output);
        Assert.Equal(hex, Convert.ToHexStringLower(output.WrittenSpan));
        Assert.Equal(text, Encoding.ASCII.GetString(HuffmanCode.Decode(output.WrittenSpan)!));
    }

    [Fact]
    public void Huffman_AllBytes_ComeBack()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(b => (byte)b)];
        var output = new ArrayBufferWriter<byte>();
        HuffmanCode.Encode(all, output);
        Assert.Equal(HuffmanCode.EncodedLength(all), output.WrittenCount);
        Assert.Equal(all, HuffmanCode.Decode(output.WrittenSpan));
    }

    [Theory]
    [InlineData("ffffffff")] // the end of a string within one
    [InlineData("f1e3c2e5f23a6ba0ab90f4ffff")] // eight bits of padding
    [InlineData("f1e3c2e5f23a6ba0ab90f4fe")] // padding that is not all ones
    public void Huffman_WrongEnd_IsNoText(string hex) => Assert.Null(HuffmanCode.Decode(Convert.FromHexString(hex)));

    public static TheoryData<string, string[], string[], int[]> Examples() => new()
    {
        { "C.2.1", ["400a637573746f6d2d6b65790d637573746f6d2d686561646572"], ["custom-key: custom-header"], [55] },
        { "C.2.2", ["040c2f73616d706c652f70617468"], [":path: /sample/path"], [0] },
        { "C.2.3", ["100870617373776f726406736563726574"], ["password: secret !"], [0] },
        { "C.2.4", ["82"], [":method: GET"], [0] },
        { "C.3", ["828684410f7777772e6578616d706c652e636f6d", "828684be58086e6f2d6361636865", "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565"], Requests, [57, 110, 164] },
        { "C.4", ["828684418cf1e3c2e5f23a6ba0ab90f4ff", "828684be5886a8eb10649cbf", "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"], Requests, [57, 110, 164] },
        {
            "C.5",
            [
                To256 + "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d546e1768747470733a2f2f7777772e6578616d706c652e636f6d",
                "4803333037c1c0bf",
                "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b2076657273696f6e3d31",
            ],
            Responses, [222, 222, 215]
        },
        {
            "C.6",
            [
                To256 + "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3",
                "4883640effc1c0bf",
                "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007",
            ],
            Responses, [222, 222, 215]
        },
    };

    private static readonly string[] Requests =
    [
        ":method: GET|:scheme: http|:path: /|:authority: www.example.com",
        ":method: GET|:scheme: http|:path: /|:authority: www.example.com|cache-control: no-cache",
        ":method: GET|:scheme: https|:path: /index.html|:authority: www.example.com|custom-key: custom-value",
    ];

    private static readonly string[] Responses =
    [
        ":status: 302|cache-control: private|date: Mon, 21 Oct 2013 20:13:21 GMT|location: https://www.example.com",
        ":status: 307|cache-control: private|date: Mon, 21 Oct 2013 20:13:21 GMT|location: https://www.example.com",
        ":status: 200|cache-control: private|date: Mon, 21 Oct 2013 20:13:22 GMT|location: https://www.example.com|content-encoding: gzip|set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1",
    ];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Decode_ExamplesOfTheRfcCutAtAnyByte_GiveTheirFieldsAndTables(string section, string[] blocks, string[] fields, int[] sizes)
    {
        Assert.NotEmpty(section);
        for (var cut = 0; cut < blocks[0].Length / 2; cut++)
        {
            var decoder = new HpackDecoder();
            for (var i = 0; i < blocks.Length; i++)
            {
                var bytes = Convert.FromHexString(blocks[i]);
                var at = Math.Min(cut, bytes.Length);
                Assert.Equal(fields[i], Read(decoder, [bytes[..at], bytes[at..]]));
                Assert.Equal(sizes[i], decoder.TableSize);
            }
        }
    }

    [Fact]
    public void Encode_RequestsOfTheRfc_AreReadBackWithTheSameTable()
    {
        var (encoder, decoder) = (new HpackEncoder(4096), new HpackDecoder());
        foreach (var request in Requests)
        {
            var output = new ArrayBufferWriter<byte>();
            encoder.Encode(Fields(request), output);
            Assert.Equal(request, Read(decoder, [output.WrittenSpan.ToArray()]));
            Assert.Equal(encoder.TableSize, decoder.TableSize);
        }
        Assert.Equal(164, encoder.TableSize);
    }

    [Theory]
    [InlineData("authorization: secret", "authorization: secret !")]
    [InlineData("cookie: short", "cookie: short !")]
    [InlineData("x-a: b !", "x-a: b !")]
    public void Encode_Secrets_AreNeverIndexed(string field, string read)
    {
        var (encoder, output) = (new HpackEncoder(4096), new ArrayBufferWriter<byte>());
        encoder.Encode(Fields(field), output);
        Assert.Equal(read, Read(new HpackDecoder(), [output.WrittenSpan.ToArray()]));
        Assert.Equal(0, encoder.TableSize);
    }

    [Fact]
    public void Encode_TableMadeSmallerAndLarger_TellsBoth()
    {
        var (encoder, decoder, output) = (new HpackEncoder(4096), new HpackDecoder(), new ArrayBufferWriter<byte>());
        encoder.Encode(Fields("x-a: b"), output);
        Assert.Equal("x-a: b", Read(decoder, [output.WrittenSpan.ToArray()]));
        encoder.AllowTableSize(0);
        encoder.AllowTableSize(100);
        Assert.Equal(0, encoder.TableSize);
        output.Clear();
        encoder.Encode(Fields("x-a: b"), output);
        Assert.Equal("203f45", Convert.ToHexStringLower(output.WrittenSpan[..3]));
        Assert.Equal("x-a: b", Read(decoder, [output.WrittenSpan.ToArray()]));
    }

    [Theory]
    [InlineData("80")] // index 0
    [InlineData("be")] // beyond both tables
    [InlineData("7f00")] // the same for a name
    [InlineData("3fe21f")] // a table larger than was allowed
    [InlineData("8220")] // a change of the table behind a field
    [InlineData("0001617f82ff03")] // a value of 65537 bytes
    [InlineData("4081ff00")] // a name that is no text
    public void Decode_MalformedBlock_SaysSo(string hex)
    {
        var decoder = new HpackDecoder();
        Assert.Equal("malformed", Read(decoder, [Convert.FromHexString(hex)]).Split('|')[^1]);
        Assert.Equal("malformed", Read(decoder, [[0x82]]));
    }

    [Fact]
    public void Decode_TableThatMustShrinkAndDoesNot_IsMalformed()
    {
        var decoder = new HpackDecoder();
        decoder.AllowTableSize(100);
        Assert.Equal("malformed", Read(decoder, [[0x82]]));
    }

    [Fact]
    public void Decode_LargestField_IsHeldOnlyOnce()
    {
        byte[] length = [0x7f, 0x81, 0xff, 0x03]; // MaxText
        var decoder = new HpackDecoder();
        byte[] bytes = [0x00, .. length, .. Enumerable.Repeat((byte)'n', HpackDecoder.MaxText), .. length, .. Enumerable.Repeat((byte)'v', HpackDecoder.MaxText)];
        foreach (var piece in bytes[..^1].Chunk(4096))
        {
            decoder.Append(piece);
            Assert.Equal(HpackDecoder.Outcome.NeedsMore, decoder.Read(out _));
            Assert.InRange(decoder.BufferedBytes, 1, 3 * HpackDecoder.MaxText);
        }
        decoder.Append(bytes.AsSpan()[^1..]);
        Assert.Equal(HpackDecoder.Outcome.Field, decoder.Read(out var field));
        Assert.Equal(HpackDecoder.MaxText, field.Value.Length);
        Assert.True(decoder.End());
        Assert.Equal(0, decoder.BufferedBytes);
    }

    internal static List<HeaderField> Fields(string text) =>
    [
        .. text.Split('|').Select(line => (Name: line[..line.IndexOf(": ", StringComparison.Ordinal)], Value: line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]))
            .Select(pair => new HeaderField(Encoding.Latin1.GetBytes(pair.Name), Encoding.Latin1.GetBytes(pair.Value.Replace(" !", "", StringComparison.Ordinal)), pair.Value.EndsWith(" !", StringComparison.Ordinal))),
    ];

    internal static string Text(HeaderField field) => $"{Encoding.Latin1.GetString(field.Name)}: {Encoding.Latin1.GetString(field.Value)}{(field.NeverIndexed ? " !" : "")}";

    private static string Read(HpackDecoder decoder, byte[][] pieces)
    {
        List<string> read = [];
        foreach (var piece in pieces)
        {
            decoder.Append(piece);
            HpackDecoder.Outcome outcome;
            while ((outcome = decoder.Read(out var field)) == HpackDecoder.Outcome.Field)
                read.Add(Text(field));
            if (outcome == HpackDecoder.Outcome.Malformed)
                return string.Join('|', read.Append("malformed"));
        }
        return string.Join('|', decoder.End() ? read : read.Append("malformed"));
    }
}
