using System.Globalization;
using System.Text;
using SecureExec.Sidecar.Url;

namespace SecureExec.Sidecar.Text;

/// <summary>The columns that text takes on a terminal, from the table that <c>Text/Data/generate.js</c> writes.</summary>
internal static class ColumnWidth
{
    private static readonly Lazy<CodePointRanges<(byte Narrow, byte Wide, bool Joins)>> Table = new(Load);

    /// <summary>Sums the columns of all code points.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ambiguousAsFullWidth">Whether ambiguous characters count two columns.</param>
    /// <param name="expandEmojiSequence">Whether emoji behind a zero-width joiner count for themselves.</param>
    public static int Of(ReadOnlySpan<char> text, bool ambiguousAsFullWidth, bool expandEmojiSequence)
    {
        const int zeroWidthJoiner = 0x200D;
        int width = 0, previous = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var columns = Table.Value.Find(rune.Value, (1, 1, false));
            if (expandEmojiSequence || previous != zeroWidthJoiner || !columns.Joins)
                width += ambiguousAsFullWidth ? columns.Wide : columns.Narrow;
            previous = rune.Value;
        }

        return width;
    }

    private static CodePointRanges<(byte Narrow, byte Wide, bool Joins)> Load()
    {
        using var stream = typeof(ColumnWidth).Assembly.GetManifestResourceStream("SecureExec.Sidecar.Text.width.txt")
            ?? throw new InvalidOperationException("The width table is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var table = new CodePointRanges<(byte Narrow, byte Wide, bool Joins)>();
        while (reader.ReadLine() is { } line)
        {
            var (dash, semicolon) = (line.IndexOf('-', StringComparison.Ordinal), line.IndexOf(';', StringComparison.Ordinal));
            var kind = line.AsSpan(semicolon + 1);
            var (narrow, wide) = kind[0] switch
            {
                'Z' => (0, 0),
                'C' => (0, 2),
                'A' => (1, 2),
                'W' => (2, 2),
                _ => (1, 1),
            };
            table.Add(
                int.Parse(line.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                int.Parse(line.AsSpan(dash + 1, semicolon - dash - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                ((byte)narrow, (byte)wide, kind.EndsWith("e")));
        }

        return table;
    }
}
