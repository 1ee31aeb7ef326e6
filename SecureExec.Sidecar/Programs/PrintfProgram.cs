using System.Globalization;
using System.Text;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>printf</c>: the format is used again until all arguments are.</summary>
internal static class PrintfProgram
{
    private const int MaxWidth = 1 << 20;

    public static int Run(NativeContext context)
    {
        int first = context.Argv.Count > 1 && context.Argv[1] == "--" ? 2 : 1;
        if (context.Argv.Count <= first)
            return context.Fail("missing operand\nTry 'printf --help' for more information.");
        var state = new State(context, [.. context.Argv.Skip(first + 1)]);
        var format = context.Argv[first];
        do
        {
            int before = state.Next;
            if (!Once(format, state))
                break;
            if (state.Next == before)
                break;
        }
        while (state.Next < state.Arguments.Count);
        return state.Status;
    }

    // False: no more output.
    private static bool Once(string format, State state)
    {
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] == '\\')
            {
                int end = EscapeEnd(format, i);
                var text = format[i..end];
                if (text == "\\c")
                    return false;
                state.Write(ShellText.Unescape(text, out _, octalNeedsZero: false));
                i = end - 1;
            }
            else if (format[i] != '%')
            {
                int end = i;
                while (end < format.Length && format[end] is not ('\\' or '%'))
                    end++;
                state.Write(format[i..end]);
                i = end - 1;
            }
            else if (i + 1 < format.Length && format[i + 1] == '%')
            {
                state.Write("%");
                i++;
            }
            else if (!Convert(format, ref i, state))
                return false;
        }
        return true;
    }

    private static int EscapeEnd(string format, int start)
    {
        int end = Math.Min(start + 2, format.Length);
        if (end - start < 2)
            return end;
        var kind = format[start + 1];
        int digits = kind is 'x' ? 2 : kind is 'u' ? 4 : kind is >= '0' and <= '7' ? 2 : 0;
        bool hex = kind is 'x' or 'u';
        while (digits-- > 0 && end < format.Length && (hex ? char.IsAsciiHexDigit(format[end]) : format[end] is >= '0' and <= '7'))
            end++;
        return end;
    }

    private static bool Convert(string format, ref int i, State state)
    {
        int start = i++;
        var flags = "";
        while (i < format.Length && "-+ #0'".Contains(format[i], StringComparison.Ordinal))
            flags += format[i++];
        int width = Number(format, ref i, state);
        if (width < 0)
            (flags, width) = (flags + "-", -width);
        int precision = -1;
        if (i < format.Length && format[i] == '.')
        {
            i++;
            precision = Math.Max(0, Number(format, ref i, state));
        }
        while (i < format.Length && format[i] is 'l' or 'h' or 'L' or 'j' or 'z' or 't')
            i++;
        if (i >= format.Length)
        {
            state.Fail($"{format[start..]}: invalid directive");
            return false;
        }
        (width, precision) = (Math.Min(width, MaxWidth), Math.Min(precision, MaxWidth));
        string text;
        switch (format[i])
        {
            case 's':
                text = Cut(state.Take() ?? "", precision);
                break;
            case 'b':
                text = Cut(ShellText.Unescape(state.Take() ?? "", out bool stopped, octalNeedsZero: true), precision);
                if (stopped)
                {
                    state.Write(Pad(text, width, flags));
                    return false;
                }
                break;
            case 'q':
                text = ShellQuoting.Escape(state.Take() ?? "");
                break;
            case 'c':
                text = state.Take() is [var c, ..] ? c.ToString() : "";
                break;
            case 'd' or 'i':
                long signed = state.TakeNumber();
                text = Digits(signed < 0 ? ((ulong)-signed).ToString(CultureInfo.InvariantCulture) : signed.ToString(CultureInfo.InvariantCulture), signed < 0 ? "-" : flags.Contains('+', StringComparison.Ordinal) ? "+" : flags.Contains(' ', StringComparison.Ordinal) ? " " : "", width, precision, flags);
                break;
            case 'u':
                text = Digits(((ulong)state.TakeNumber()).ToString(CultureInfo.InvariantCulture), "", width, precision, flags);
                break;
            case 'x' or 'X':
                ulong hex = (ulong)state.TakeNumber();
                var digits = hex.ToString(format[i] == 'x' ? "x" : "X", CultureInfo.InvariantCulture);
                text = Digits(digits, flags.Contains('#', StringComparison.Ordinal) && hex != 0 ? "0" + format[i] : "", width, precision, flags);
                break;
            case 'o':
                long octal = state.TakeNumber();
                text = Digits(System.Convert.ToString(octal, 8), flags.Contains('#', StringComparison.Ordinal) && octal != 0 ? "0" : "", width, precision, flags);
                break;
            case 'f' or 'F' or 'e' or 'E' or 'g' or 'G':
                text = Real(state.TakeReal(), format[i], precision, width, flags);
                break;
            default:
                state.Fail($"{format[start..(i + 1)]}: invalid directive");
                return false;
        }
        state.Write(Pad(text, width, flags));
        return true;
    }

    private static int Number(string format, ref int i, State state)
    {
        if (i < format.Length && format[i] == '*')
        {
            i++;
            return (int)Math.Clamp(state.TakeNumber(), -MaxWidth, MaxWidth);
        }
        int value = 0;
        while (i < format.Length && char.IsAsciiDigit(format[i]))
            value = Math.Min((value * 10) + (format[i++] - '0'), MaxWidth);
        return value;
    }

    private static string Cut(string text, int precision) => precision >= 0 && precision < text.Length ? text[..precision] : text;

    private static string Pad(string text, int width, string flags) => flags.Contains('-', StringComparison.Ordinal) ? text.PadRight(width) : text.PadLeft(width);

    private static string Digits(string digits, string sign, int width, int precision, string flags)
    {
        if (precision >= 0)
            digits = digits.PadLeft(precision, '0');
        else if (flags.Contains('0', StringComparison.Ordinal) && !flags.Contains('-', StringComparison.Ordinal))
            digits = digits.PadLeft(Math.Max(0, width - sign.Length), '0');
        return sign + digits;
    }

    private static string Real(double value, char kind, int precision, int width, string flags)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        int places = Math.Min(precision < 0 ? 6 : precision, 340);
        string text;
        if (char.ToLowerInvariant(kind) == 'f')
            text = value.ToString("F" + places, CultureInfo.InvariantCulture);
        else if (char.ToLowerInvariant(kind) == 'e')
            text = Exponent(value, places);
        else
        {
            places = Math.Max(places, 1);
            int exponent = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
            text = exponent < -4 || exponent >= places ? Exponent(value, places - 1) : value.ToString("F" + Math.Max(0, places - 1 - exponent), CultureInfo.InvariantCulture);
            if (!flags.Contains('#', StringComparison.Ordinal) && text.Contains('.', StringComparison.Ordinal))
            {
                int e = text.IndexOf('e', StringComparison.Ordinal);
                var (mantissa, rest) = e < 0 ? (text, "") : (text[..e], text[e..]);
                text = mantissa.TrimEnd('0').TrimEnd('.') + rest;
            }
        }
        if (char.IsUpper(kind))
            text = text.ToUpperInvariant();
        bool negative = text[0] == '-';
        return Digits(negative ? text[1..] : text, negative ? "-" : flags.Contains('+', StringComparison.Ordinal) ? "+" : "", width, -1, flags);
    }

    private static string Exponent(double value, int places) => value.ToString((places == 0 ? "0" : "0." + new string('0', places)) + "e+00", CultureInfo.InvariantCulture);

    private sealed class State(NativeContext context, IReadOnlyList<string> arguments)
    {
        public IReadOnlyList<string> Arguments { get; } = arguments;

        public int Next { get; private set; }

        public int Status { get; private set; }

        public void Write(string text) => context.Out.Write(text);

        public void Fail(string text) => Status = context.Fail(text);

        public string? Take() => Next < Arguments.Count ? Arguments[Next++] : null;

        public long TakeNumber()
        {
            if (Take() is not { Length: > 0 } text)
                return 0;
            if (text[0] is '\'' or '"')
                return text.Length > 1 ? char.ConvertToUtf32(text + "\0", 1) : 0;
            var digits = text.AsSpan().Trim();
            bool negative = digits is ['-', ..];
            if (ShellArithmetic.ParseNumber(negative || digits is ['+', ..] ? digits[1..] : digits) is { } value)
                return negative ? -value : value;
            int end = 0;
            while (end < digits.Length && (char.IsAsciiDigit(digits[end]) || (end == 0 && digits[end] is '-' or '+')))
                end++;
            Fail(end == 0 ? $"{text}: expected numeric value" : $"{text}: not completely converted");
            return long.TryParse(digits[..end], out long part) ? part : 0;
        }

        public double TakeReal()
        {
            if (Take() is not { Length: > 0 } text)
                return 0;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
                return value;
            Fail($"{text}: expected numeric value");
            return 0;
        }
    }
}
