namespace SecureExec.Sidecar.Url;

/// <summary>The Bidi rule for labels of domains (RFC 5893, section 2).</summary>
internal static class BidiRule
{
    /// <summary>Whether a label has right-to-left characters.</summary>
    public static bool AppliesTo(List<int> label)
        => label.Exists(cp => UnicodeTables.Instance.Bidi(cp) is BidiClass.RightToLeft or BidiClass.ArabicNumber);

    /// <summary>Whether a label keeps the rule.</summary>
    public static bool Holds(List<int> label)
    {
        var tables = UnicodeTables.Instance;
        return tables.Bidi(label[0]) switch
        {
            BidiClass.RightToLeft => HoldsRightToLeft(label, tables),
            BidiClass.LeftToRight => HoldsLeftToRight(label, tables),
            _ => false,
        };
    }

    private static bool HoldsRightToLeft(List<int> label, UnicodeTables tables)
    {
        bool european = false, arabic = false;
        foreach (var cp in label)
        {
            var kind = tables.Bidi(cp);
            if (kind is BidiClass.None or BidiClass.LeftToRight)
                return false;
            european |= kind == BidiClass.EuropeanNumber;
            arabic |= kind == BidiClass.ArabicNumber;
        }

        var last = LastWithoutMarks(label, tables);
        return !(european && arabic)
            && (last is BidiClass.RightToLeft or BidiClass.EuropeanNumber or BidiClass.ArabicNumber);
    }

    private static bool HoldsLeftToRight(List<int> label, UnicodeTables tables)
    {
        foreach (var cp in label)
        {
            if (tables.Bidi(cp) is BidiClass.None or BidiClass.RightToLeft or BidiClass.ArabicNumber)
                return false;
        }

        return LastWithoutMarks(label, tables) is BidiClass.LeftToRight or BidiClass.EuropeanNumber;
    }

    private static BidiClass LastWithoutMarks(List<int> label, UnicodeTables tables)
    {
        var i = label.Count - 1;
        while (i > 0 && tables.Bidi(label[i]) == BidiClass.NonSpacingMark)
            i--;
        return tables.Bidi(label[i]);
    }
}
