namespace SecureExec.Sidecar.Programs;

/// <summary>A key of <c>sort -k</c>: fields from 1, characters in them from 1; 0 is the end of the field.</summary>
internal sealed record SortKey(int FromField, int FromChar, int ToField, int ToChar, string Options)
{
    /// <summary>Reads <c>F[.C][OPTS][,F[.C][OPTS]]</c>; null when it is none.</summary>
    public static SortKey? Parse(string text)
    {
        var parts = text.Split(',');
        if (parts.Length > 2 || Place(parts[0]) is not { } from || from.Field < 1)
            return null;
        if (parts.Length == 1)
            return new SortKey(from.Field, Math.Max(from.Char, 1), int.MaxValue, 0, from.Options);
        return Place(parts[1]) is { } to ? new SortKey(from.Field, Math.Max(from.Char, 1), to.Field, to.Char, from.Options + to.Options) : null;
    }

    private static (int Field, int Char, string Options)? Place(string text)
    {
        var digits = text.TrimEnd("bdfgiMhnRrV".ToCharArray());
        var options = text[digits.Length..];
        var numbers = digits.Split('.');
        if (numbers.Length > 2 || !int.TryParse(numbers[0], out int field))
            return null;
        int at = 0;
        return numbers.Length == 2 && !int.TryParse(numbers[1], out at) ? null : (field, at, options);
    }
}
