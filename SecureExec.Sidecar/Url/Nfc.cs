namespace SecureExec.Sidecar.Url;

/// <summary>Unicode Normalization Form C (UAX #15).</summary>
internal static class Nfc
{
    private const int HangulBase = 0xAC00, HangulCount = 11172;
    private const int LeadBase = 0x1100, LeadCount = 19, VowelBase = 0x1161, VowelCount = 21, TailBase = 0x11A7, TailCount = 28;

    /// <summary>Normalizes a list of code points.</summary>
    public static List<int> Normalize(IReadOnlyList<int> codePoints)
    {
        var tables = UnicodeTables.Instance;
        var output = Decompose(codePoints, tables);
        Reorder(output, tables);
        Compose(output, tables);
        return output;
    }

    private static List<int> Decompose(IReadOnlyList<int> codePoints, UnicodeTables tables)
    {
        var output = new List<int>(codePoints.Count + 8);
        foreach (var cp in codePoints)
        {
            var syllable = cp - HangulBase;
            if (syllable is >= 0 and < HangulCount)
            {
                output.Add(LeadBase + (syllable / (VowelCount * TailCount)));
                output.Add(VowelBase + (syllable / TailCount % VowelCount));
                if (syllable % TailCount != 0)
                    output.Add(TailBase + (syllable % TailCount));
            }
            else if (tables.Decomposition(cp) is { } parts)
            {
                output.AddRange(parts);
            }
            else
            {
                output.Add(cp);
            }
        }

        return output;
    }

    private static void Reorder(List<int> codePoints, UnicodeTables tables)
    {
        for (var start = 0; start < codePoints.Count;)
        {
            if (tables.CombiningClass(codePoints[start]) == 0)
            {
                start++;
                continue;
            }

            var end = start;
            while (end < codePoints.Count && tables.CombiningClass(codePoints[end]) != 0)
                end++;
            // Only a stable sort keeps marks of one class in order.
            var sorted = codePoints.GetRange(start, end - start).OrderBy(tables.CombiningClass).ToList();
            for (var i = 0; i < sorted.Count; i++)
                codePoints[start + i] = sorted[i];
            start = end;
        }
    }

    private static void Compose(List<int> codePoints, UnicodeTables tables)
    {
        int starter = -1, length = 0, lastClass = 0;
        for (var i = 0; i < codePoints.Count; i++)
        {
            var cp = codePoints[i];
            var combiningClass = tables.CombiningClass(cp);
            var blocked = starter >= 0 && length > starter + 1 && (lastClass == 0 || lastClass >= combiningClass);
            var composite = starter < 0 || blocked ? -1 : ComposePair(codePoints[starter], cp, tables);
            if (composite >= 0)
            {
                codePoints[starter] = composite;
                continue;
            }

            if (combiningClass == 0)
                starter = length;
            lastClass = combiningClass;
            codePoints[length++] = cp;
        }

        codePoints.RemoveRange(length, codePoints.Count - length);
    }

    private static int ComposePair(int first, int second, UnicodeTables tables)
    {
        int lead = first - LeadBase, vowel = second - VowelBase;
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
            return HangulBase + (((lead * VowelCount) + vowel) * TailCount);
        int syllable = first - HangulBase, tail = second - TailBase;
        if (syllable is >= 0 and < HangulCount && syllable % TailCount == 0 && tail is > 0 and < TailCount)
            return first + tail;
        return tables.Compose(first, second);
    }
}
