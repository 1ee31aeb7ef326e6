using System.Globalization;
using System.Text;

namespace SecureExec.Sidecar.Url;

/// <summary>
/// Unicode 17 data for internationalized domain names, read once from the resource that <c>Url/Data/generate.js</c> writes.
/// .NET has none of it in invariant globalization mode.
/// </summary>
internal sealed class UnicodeTables
{
    private static readonly Lazy<UnicodeTables> Loaded = new(Load);

    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<(int First, int Second), int> _compositions = [];
    private readonly CodePointRanges<int> _combining = new();
    private readonly CodePointRanges<IdnaMapping> _idna = new();
    private readonly CodePointRanges<BidiClass> _bidi = new();
    private readonly CodePointRanges<char> _joining = new();

    /// <summary>The tables.</summary>
    public static UnicodeTables Instance => Loaded.Value;

    /// <summary>What UTS #46 does with a code point.</summary>
    public IdnaMapping Idna(int codePoint) => _idna.Find(codePoint, default);

    /// <summary>The Bidi class group of a code point.</summary>
    public BidiClass Bidi(int codePoint) => _bidi.Find(codePoint, BidiClass.None);

    /// <summary>The joining type: <c>L R D T</c>, or NUL for none.</summary>
    public char Joining(int codePoint) => _joining.Find(codePoint, '\0');

    /// <summary>The canonical combining class.</summary>
    public int CombiningClass(int codePoint) => _combining.Find(codePoint, 0);

    /// <summary>The full canonical decomposition, or null when the code point stands for itself. Hangul syllables are not here.</summary>
    public int[]? Decomposition(int codePoint) => _decompositions.GetValueOrDefault(codePoint);

    /// <summary>The primary composite of two code points, or -1.</summary>
    public int Compose(int first, int second) => _compositions.GetValueOrDefault((first, second), -1);

    private static UnicodeTables Load()
    {
        using var stream = typeof(UnicodeTables).Assembly.GetManifestResourceStream("SecureExec.Sidecar.Url.unicode.txt")
            ?? throw new InvalidOperationException("The Unicode tables are missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var tables = new UnicodeTables();
        var composites = new List<int>();
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
                section = line;
            else
                tables.Read(section, line.Split(';'), composites);
        }

        foreach (var composite in composites)
            tables.AddComposition(composite);
        return tables;
    }

    private void Read(string section, string[] fields, List<int> composites)
    {
        var dash = fields[0].IndexOf('-', StringComparison.Ordinal);
        var start = Hex(dash < 0 ? fields[0] : fields[0].AsSpan(0, dash));
        var end = dash < 0 ? start : Hex(fields[0].AsSpan(dash + 1));
        switch (section)
        {
            case "[idna]":
                _idna.Add(start, end, fields[1] switch
                {
                    "V" => new IdnaMapping(IdnaStatus.Valid, ""),
                    "I" => new IdnaMapping(IdnaStatus.Ignored, ""),
                    _ => new IdnaMapping(IdnaStatus.Mapped, string.Concat(CodePoints(fields[2]).Select(char.ConvertFromUtf32))),
                });
                break;
            case "[bidi]":
                _bidi.Add(start, end, fields[1] switch
                {
                    "L" => BidiClass.LeftToRight,
                    "R" => BidiClass.RightToLeft,
                    "EN" => BidiClass.EuropeanNumber,
                    "AN" => BidiClass.ArabicNumber,
                    "NSM" => BidiClass.NonSpacingMark,
                    _ => BidiClass.Neutral,
                });
                break;
            case "[joining]":
                _joining.Add(start, end, fields[1][0]);
                break;
            case "[combining]":
                _combining.Add(start, end, int.Parse(fields[1], CultureInfo.InvariantCulture));
                break;
            default:
                _decompositions.Add(start, CodePoints(fields[1]));
                if (fields.Length == 3)
                    composites.Add(start);
                break;
        }
    }

    /// <summary>A primary composite is its last code point behind the composite of all the others.</summary>
    private void AddComposition(int composite)
    {
        var parts = _decompositions[composite];
        var first = parts[0];
        if (parts.Length > 2)
        {
            var prefix = parts.AsSpan(0, parts.Length - 1);
            foreach (var (candidate, decomposition) in _decompositions)
            {
                if (decomposition.AsSpan().SequenceEqual(prefix))
                    first = candidate;
            }
        }

        _compositions[(first, parts[^1])] = composite;
    }

    private static int Hex(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static int[] CodePoints(string text) => Array.ConvertAll(text.Split(' '), part => Hex(part));
}
