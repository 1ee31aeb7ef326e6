using SecureExec.Sidecar.Url;

namespace SecureExec.Sidecar.Tests.Url;

/// <summary>Where the oracle's answer is not the standard's, and limits of the encodings.</summary>
public sealed class IdnaTests
{
    [Theory]
    [InlineData("\u1E0B\u0323", "\u1E0D\u0307")]
    [InlineData("\uAC00\u11A8", "\uAC01")]
    [InlineData("s\u0307\u0323", "\u1E69")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u212B", "\u00E5")]
    public void ToAscii_DecomposedText_IsEncodedInNormalizationFormC(string input, string normalized)
    {
        Assert.Equal(Idna.ToAscii(normalized), Idna.ToAscii(input));
        Assert.NotNull(Idna.ToAscii(input));
    }

    [Theory]
    [InlineData("99999999")]
    [InlineData("a-\u00E9")]
    [InlineData("zz99999999999")]
    [InlineData("ls8h=")]
    [InlineData("a-b_")]
    public void Decode_MalformedPunycode_IsRefused(string text) => Assert.Null(Punycode.Decode(text));

    [Theory]
    [InlineData("")]
    [InlineData("b\u00FCcher")]
    [InlineData("\u3068\u4ED6\u306E")]
    [InlineData("-\U0001F4A9-")]
    public void Decode_OfEncoded_IsTheSameText(string text)
    {
        var codePoints = text.EnumerateRunes().Select(rune => rune.Value).ToList();

        Assert.Equal(codePoints, Punycode.Decode(Punycode.Encode(codePoints)));
    }
}
