using System.Text;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary>What <c>${name}</c> does to a value: cutting by patterns, and of bash replacing, substrings and case.</summary>
/// <param name="require">Told of the size of a result that grows; throws when it is too large.</param>
internal sealed class ParameterOperations(Action<long> require)
{
    /// <summary>Applies an operator.</summary>
    public string Apply(string value, string op, Func<string> argument, Func<string?> second, Func<string, long> evaluate) => op switch
    {
        "#" or "##" => CutStart(value, argument(), longest: op.Length == 2),
        "%" or "%%" => CutEnd(value, argument(), longest: op.Length == 2),
        ":" => Substring(value, evaluate(argument()), second() is { } length ? evaluate(length) : null),
        "^" or "^^" => Change(value, op.Length == 2, char.ToUpperInvariant),
        "," or ",," => Change(value, op.Length == 2, char.ToLowerInvariant),
        _ => Replace(value, op, argument(), second() ?? ""),
    };

    private static string CutStart(string value, string pattern, bool longest)
    {
        for (int i = 0; i <= value.Length; i++)
        {
            LongWork.Step();
            int length = longest ? value.Length - i : i;
            if (ShellPattern.Matches(pattern, value.AsSpan(0, length)))
                return value[length..];
        }
        return value;
    }

    private static string CutEnd(string value, string pattern, bool longest)
    {
        for (int i = 0; i <= value.Length; i++)
        {
            LongWork.Step();
            int start = longest ? i : value.Length - i;
            if (ShellPattern.Matches(pattern, value.AsSpan(start)))
                return value[..start];
        }
        return value;
    }

    private static string Substring(string value, long start, long? length)
    {
        long from = start < 0 ? value.Length + start : start;
        if (from < 0 || from > value.Length)
            return "";
        long end = length is not { } given ? value.Length : given < 0 ? value.Length + given : Math.Min(value.Length, from + given);
        return end <= from ? "" : value[(int)from..(int)end];
    }

    private static string Change(string value, bool all, Func<char, char> change) =>
        value.Length == 0 ? value : all ? string.Create(value.Length, (value, change), static (span, s) =>
        {
            for (int i = 0; i < span.Length; i++)
                span[i] = s.change(s.value[i]);
        }) : change(value[0]) + value[1..];

    private string Replace(string value, string op, string pattern, string replacement)
    {
        if (pattern.Length == 0)
            return value;
        var result = new StringBuilder();
        int at = 0;
        while (at <= value.Length)
        {
            LongWork.Step();
            int length = op == "/%" ? (ShellPattern.Matches(pattern, value.AsSpan(at)) ? value.Length - at : -1) : LongestAt(value, at, pattern);
            if (length > 0 || (length == 0 && op is "/#" or "/%"))
            {
                result.Append(replacement);
                require(result.Length);
                at += length;
                if (op != "//")
                    break;
            }
            else if (op == "/#" || at == value.Length)
                break;
            else
                result.Append(value[at++]);
        }
        return at < value.Length ? result.Append(value, at, value.Length - at).ToString() : result.ToString();
    }

    private static int LongestAt(string value, int at, string pattern)
    {
        if (!ShellPattern.HasMagic(pattern))
        {
            var plain = ShellPattern.Unescape(pattern);
            return string.CompareOrdinal(value, at, plain, 0, plain.Length) == 0 && at + plain.Length <= value.Length ? plain.Length : -1;
        }
        for (int length = value.Length - at; length >= 0; length--)
        {
            if (ShellPattern.Matches(pattern, value.AsSpan(at, length)))
                return length;
        }
        return -1;
    }
}
