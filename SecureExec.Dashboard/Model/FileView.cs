using System.Text;
using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Model;

/// <summary>The content of a file as text or as a hex dump; safe to look at.</summary>
/// <param name="IsText">Whether the bytes are UTF-8 text.</param>
/// <param name="Text">The text; the hex dump when it is none.</param>
/// <param name="Hex">The hex dump.</param>
/// <param name="Note">What is missing; null when all is shown.</param>
public sealed record FileView(bool IsText, string Text, string Hex, string? Note)
{
    private const int MaxTextChars = 128 * 1024;
    private const int MaxHexBytes = 16 * 1024;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Makes the view of a file.</summary>
    /// <param name="file">What was read.</param>
    /// <param name="size">Size of the whole file in bytes, as listed.</param>
    public static FileView Of(GuestFile file, long size)
    {
        var shownHex = file.Bytes.AsSpan(0, Math.Min(file.Bytes.Length, MaxHexBytes));
        var hex = HexDump.Format(shownHex);
        if (Decode(file) is { } text)
        {
            var shown = GuestText.Show(text, MaxTextChars, multiline: true);
            var isCut = file.Truncated || text.Length > MaxTextChars;
            return new FileView(true, shown, hex, isCut ? $"Only the beginning of {Figures.Bytes(size)} is shown." : null);
        }
        var note = file.Truncated || file.Bytes.Length > MaxHexBytes
            ? $"Not text. Only the first {Figures.Bytes(shownHex.Length)} of {Figures.Bytes(size)} are shown."
            : "Not text.";
        return new FileView(false, hex, hex, note);
    }

    private static string? Decode(GuestFile file)
    {
        var bytes = file.Bytes.AsSpan();
        if (bytes.Contains((byte)0)) return null;
        // A cut may fall into a character: up to three bytes of it are then missing their end.
        for (var drop = 0; drop <= (file.Truncated ? 3 : 0) && drop <= bytes.Length; drop++)
        {
            try
            {
                return Strict.GetString(bytes[..^drop]);
            }
            catch (DecoderFallbackException) when (drop < 3)
            {
                continue;
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }
        return null;
    }
}
