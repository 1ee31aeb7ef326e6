using System.Globalization;
using System.Text;

namespace SecureExec.Sidecar.Url;

/// <summary>
/// UTS #46 processing as the URL Standard asks for it: non-transitional, CheckBidi and CheckJoiners on,
/// CheckHyphens, UseSTD3ASCIIRules and VerifyDnsLength off. As in Node, a domain that is all ASCII is only lower-cased,
/// and the Bidi rule is asked of the labels with right-to-left characters, not of all labels of their domain.
/// Unlike Node 26.10.0, a mark that belongs before the one inside a composed character is reordered (NFC).
/// </summary>
internal static class Idna
{
    private const string AcePrefix = "xn--";

    /// <summary>Domain to ASCII; null when a label is invalid. The caller still checks for forbidden characters.</summary>
    public static string? ToAscii(string domain)
    {
        if (Ascii.IsValid(domain))
            return domain.ToLowerInvariant();
        if (MapAndNormalize(domain) is not { } mapped)
            return null;
        var labels = Split(mapped);
        for (var i = 0; i < labels.Count; i++)
        {
            if (DecodeLabel(labels[i]) is not { } decoded)
                return null;
            labels[i] = decoded;
        }

        var output = new StringBuilder(domain.Length + 16);
        for (var i = 0; i < labels.Count; i++)
        {
            if (i != 0)
                output.Append('.');
            AppendAscii(output, labels[i]);
        }

        return output.ToString();
    }

    /// <summary>Domain to Unicode: valid <c>xn--</c> labels decoded, every other label as it is.</summary>
    public static string ToUnicode(string domain)
    {
        if (!domain.Contains(AcePrefix, StringComparison.OrdinalIgnoreCase))
            return domain;
        return string.Join('.', domain.Split('.').Select(label =>
        {
            var codePoints = CodePoints(label);
            return Ascii.IsValid(label) && IsAce(codePoints) && DecodeLabel(codePoints) is { } decoded ? ToText(decoded) : label;
        }));
    }

    /// <summary>Maps, leaves out what is ignored and normalizes; null when a code point is disallowed.</summary>
    private static List<int>? MapAndNormalize(string domain)
    {
        var mapped = new StringBuilder(domain.Length);
        foreach (var rune in domain.EnumerateRunes())
        {
            var mapping = UnicodeTables.Instance.Idna(rune.Value);
            switch (mapping.Status)
            {
                case IdnaStatus.Disallowed:
                    return null;
                case IdnaStatus.Valid:
                    mapped.Append(rune.ToString());
                    break;
                case IdnaStatus.Mapped:
                    mapped.Append(mapping.Replacement);
                    break;
            }
        }

        return Nfc.Normalize(CodePoints(mapped.ToString()));
    }

    /// <summary>Decodes an <c>xn--</c> label and validates what has non-ASCII characters; null when it is invalid.</summary>
    private static List<int>? DecodeLabel(List<int> label)
    {
        if (IsAce(label))
        {
            if (!label.TrueForAll(cp => cp < 128) || Punycode.Decode(ToText(label).AsSpan(AcePrefix.Length)) is not { } decoded)
                return null;
            // An encoded label that needed no encoding, or that would be mapped to another, is not the label of any domain.
            if (decoded.TrueForAll(cp => cp < 128) || !Nfc.Normalize(decoded).SequenceEqual(decoded))
                return null;
            label = decoded;
        }
        else if (label.TrueForAll(cp => cp < 128))
        {
            return label;
        }

        return IsValid(label) ? label : null;
    }

    private static bool IsValid(List<int> label)
    {
        var tables = UnicodeTables.Instance;
        if (IsAce(label) || IsMark(label[0]))
            return false;
        for (var i = 0; i < label.Count; i++)
        {
            if (label[i] == '.' || tables.Idna(label[i]).Status != IdnaStatus.Valid)
                return false;
            if (label[i] is 0x200C or 0x200D && !IsJoinerAllowed(label, i, tables))
                return false;
        }

        return !BidiRule.AppliesTo(label) || BidiRule.Holds(label);
    }

    private static bool IsMark(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>The ContextJ rules (RFC 5892, appendix A).</summary>
    private static bool IsJoinerAllowed(List<int> label, int index, UnicodeTables tables)
    {
        const int virama = 9;
        if (index > 0 && tables.CombiningClass(label[index - 1]) == virama)
            return true;
        if (label[index] == 0x200D)
            return false;
        var before = index - 1;
        while (before >= 0 && tables.Joining(label[before]) == 'T')
            before--;
        var after = index + 1;
        while (after < label.Count && tables.Joining(label[after]) == 'T')
            after++;
        return before >= 0 && (tables.Joining(label[before]) is 'L' or 'D')
            && after < label.Count && (tables.Joining(label[after]) is 'R' or 'D');
    }

    private static void AppendAscii(StringBuilder output, List<int> label)
    {
        if (label.TrueForAll(cp => cp < 128))
            output.Append(ToText(label));
        else
            output.Append(AcePrefix).Append(Punycode.Encode(label));
    }

    private static bool IsAce(List<int> label)
        => label.Count >= 4 && (label[0] | 0x20) == 'x' && (label[1] | 0x20) == 'n' && label[2] == '-' && label[3] == '-';

    private static List<List<int>> Split(List<int> domain)
    {
        var labels = new List<List<int>> { new() };
        foreach (var cp in domain)
        {
            if (cp == '.')
                labels.Add([]);
            else
                labels[^1].Add(cp);
        }

        return labels;
    }

    private static List<int> CodePoints(string text)
    {
        var output = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            output.Add(rune.Value);
        return output;
    }

    private static string ToText(List<int> codePoints)
    {
        var text = new StringBuilder(codePoints.Count);
        foreach (var cp in codePoints)
            text.Append(char.ConvertFromUtf32(cp));
        return text.ToString();
    }
}
