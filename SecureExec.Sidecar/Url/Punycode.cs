using System.Text;

namespace SecureExec.Sidecar.Url;

/// <summary>Punycode (RFC 3492) without the <c>xn--</c> prefix.</summary>
internal static class Punycode
{
    private const int Base = 36, TMin = 1, TMax = 26, Skew = 38, Damp = 700, InitialBias = 72, InitialN = 128;

    /// <summary>Encodes code points.</summary>
    public static string Encode(IReadOnlyList<int> input)
    {
        var output = new StringBuilder(input.Count + 8);
        foreach (var cp in input)
        {
            if (cp < InitialN)
                output.Append((char)cp);
        }

        var basicCount = output.Length;
        var handled = basicCount;
        if (basicCount != 0)
            output.Append('-');
        int n = InitialN, bias = InitialBias;
        long delta = 0;
        while (handled < input.Count)
        {
            var next = int.MaxValue;
            foreach (var cp in input)
            {
                if (cp >= n && cp < next)
                    next = cp;
            }

            delta += (long)(next - n) * (handled + 1);
            n = next;
            foreach (var cp in input)
            {
                if (cp < n)
                    delta++;
                if (cp != n)
                    continue;
                AppendDelta(output, delta, bias);
                bias = Adapt(delta, handled + 1, handled == basicCount);
                delta = 0;
                handled++;
            }

            delta++;
            n++;
        }

        return output.ToString();
    }

    /// <summary>Decodes ASCII text; null when it is malformed.</summary>
    public static List<int>? Decode(ReadOnlySpan<char> input)
    {
        var output = new List<int>(input.Length);
        var delimiter = input.LastIndexOf('-');
        for (var j = 0; j < delimiter; j++)
        {
            if (input[j] >= InitialN)
                return null;
            output.Add(input[j]);
        }

        int n = InitialN, bias = InitialBias, at = delimiter < 0 ? 0 : delimiter + 1;
        long i = 0;
        while (at < input.Length)
        {
            var (start, weight) = (i, 1L);
            for (var k = Base; ; k += Base)
            {
                if (at == input.Length)
                    return null;
                var digit = Digit(input[at++]);
                if (digit < 0)
                    return null;
                i += digit * weight;
                if (i > int.MaxValue)
                    return null;
                var threshold = Threshold(k, bias);
                if (digit < threshold)
                    break;
                weight *= Base - threshold;
                if (weight > int.MaxValue)
                    return null;
            }

            var count = output.Count + 1;
            bias = Adapt(i - start, count, start == 0);
            var codePoint = n + (i / count);
            if (codePoint > 0x10FFFF || codePoint is >= 0xD800 and <= 0xDFFF)
                return null;
            n = (int)codePoint;
            i %= count;
            output.Insert((int)i++, n);
        }

        return output;
    }

    private static void AppendDelta(StringBuilder output, long delta, int bias)
    {
        var q = delta;
        for (var k = Base; ; k += Base)
        {
            var threshold = Threshold(k, bias);
            if (q < threshold)
                break;
            output.Append(Letter((int)(threshold + ((q - threshold) % (Base - threshold)))));
            q = (q - threshold) / (Base - threshold);
        }

        output.Append(Letter((int)q));
    }

    private static int Threshold(int k, int bias) => Math.Clamp(k - bias, TMin, TMax);

    private static int Adapt(long delta, int count, bool first)
    {
        delta = first ? delta / Damp : delta / 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Base - TMin) * TMax / 2; k += Base)
            delta /= Base - TMin;
        return (int)(k + ((Base - TMin + 1) * delta / (delta + Skew)));
    }

    private static char Letter(int digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);

    private static int Digit(char c)
    {
        if (char.IsAsciiDigit(c))
            return c - '0' + 26;
        return char.IsAsciiLetter(c) ? (c | 0x20) - 'a' : -1;
    }
}
