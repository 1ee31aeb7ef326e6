using System.Globalization;
using System.Text;

namespace SecureExec.Dashboard.Model;

/// <summary>Makes text that came from a guest safe to look at. Markup is encoded by Blazor; this is about what a reader would be fooled by.</summary>
public static class GuestText
{
    /// <summary>
    /// Shows control and formatting characters (escape sequences, bidirectional overrides, zero-width characters) as <c>\u{...}</c>
    /// and cuts what is too long.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">Most UTF-16 units of the input to show.</param>
    /// <param name="multiline">Whether line breaks and tabs stay.</param>
    public static string Show(string? text, int maxLength, bool multiline = false)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var shown = new StringBuilder(Math.Min(text.Length, maxLength));
        var consumed = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (consumed + rune.Utf16SequenceLength > maxLength) return shown.Append('…').ToString();
            consumed += rune.Utf16SequenceLength;
            if (IsHarmless(rune, multiline)) shown.Append(rune);
            else if (rune.Value != '\r' || !multiline) shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }
        return shown.ToString();
    }

    private static bool IsHarmless(Rune rune, bool multiline)
    {
        if (multiline && rune.Value is '\n' or '\t') return multiline;
        return Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
    }
}
