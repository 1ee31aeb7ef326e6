using System.Globalization;
using System.Text;

namespace SecureExec.Dashboard.Model;

/// <summary>Bytes as offset, hexadecimal and ASCII columns, 16 to a line.</summary>
public static class HexDump
{
    private const int Width = 16;

    /// <summary>Formats the bytes.</summary>
    public static string Format(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length / Width * 77) + 77);
        for (var offset = 0; offset < bytes.Length; offset += Width)
        {
            AppendLine(text, offset, bytes[offset..Math.Min(bytes.Length, offset + Width)]);
        }
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, int offset, ReadOnlySpan<byte> line)
    {
        text.Append(CultureInfo.InvariantCulture, $"{offset:x8} ");
        for (var i = 0; i < Width; i++)
        {
            if (i == Width / 2) text.Append(' ');
            if (i < line.Length) text.Append(CultureInfo.InvariantCulture, $" {line[i]:x2}");
            else text.Append("   ");
        }
        text.Append("  ");
        foreach (var b in line) text.Append(b is >= 0x20 and < 0x7f ? (char)b : '.');
        text.Append('\n');
    }
}
