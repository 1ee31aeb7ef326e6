using System.Runtime.CompilerServices;

namespace SecureExec.Sidecar.Shell;

/// <summary>Arithmetic of the shell: C's operators on 64-bit numbers that wrap, with variables of the shell.</summary>
internal sealed class ShellArithmetic(string text, ShellState state)
{
    private static readonly string[][] s_levels =
    [
        ["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<=", ">=", "<", ">"], ["<<", ">>"], ["+", "-"], ["*", "/", "%"],
    ];

    private static readonly string[] s_assignments = ["<<=", ">>=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "="];

    private int _at;
    private int _skip;

    /// <summary>The value of an expression; an empty one is 0.</summary>
    /// <exception cref="ShellErrorException">It is none.</exception>
    public static long Evaluate(string text, ShellState state)
    {
        var arithmetic = new ShellArithmetic(text, state);
        arithmetic.SkipBlanks();
        if (arithmetic._at == text.Length)
            return 0;
        long value = arithmetic.Comma();
        if (arithmetic._at < text.Length)
            throw arithmetic.Wrong();
        return value;
    }

    private ShellErrorException Wrong() => new(state.IsBash
        ? $"{text.Trim()}: syntax error: operand expected (error token is \"{text[Math.Min(_at, text.Length)..]}\")"
        : $"arithmetic expression: expecting primary: \"{text}\"", state.IsBash ? 1 : 2);

    private void SkipBlanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
    }

    private bool Take(string op)
    {
        SkipBlanks();
        if (string.CompareOrdinal(text, _at, op, 0, op.Length) != 0)
            return false;
        _at += op.Length;
        return true;
    }

    private long Comma()
    {
        long value = Assign();
        while (Take(","))
            value = Assign();
        return value;
    }

    private long Assign()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        SkipBlanks();
        int start = _at;
        if (TakeName() is { } name)
        {
            SkipBlanks();
            foreach (var op in s_assignments)
            {
                if (string.CompareOrdinal(text, _at, op, 0, op.Length) != 0 || (op == "=" && _at + 1 < text.Length && text[_at + 1] == '='))
                    continue;
                _at += op.Length;
                long right = Assign();
                long value = op == "=" ? right : Apply(op[..^1], Get(name), right);
                Set(name, value);
                return value;
            }
            _at = start;
        }
        return Conditional();
    }

    private long Conditional()
    {
        long condition = Binary(0);
        if (!Take("?"))
            return condition;
        _skip += condition == 0 ? 1 : 0;
        long yes = Comma();
        _skip -= condition == 0 ? 1 : 0;
        if (!Take(":"))
            throw Wrong();
        _skip += condition != 0 ? 1 : 0;
        long no = Assign();
        _skip -= condition != 0 ? 1 : 0;
        return condition != 0 ? yes : no;
    }

    private long Binary(int level)
    {
        if (level == s_levels.Length)
            return Power();
        long left = Binary(level + 1);
        while (TakeOperator(level) is { } op)
        {
            bool skips = (op == "&&" && left == 0) || (op == "||" && left != 0);
            _skip += skips ? 1 : 0;
            long right = Binary(level + 1);
            _skip -= skips ? 1 : 0;
            left = Apply(op, left, right);
        }
        return left;
    }

    private string? TakeOperator(int level)
    {
        SkipBlanks();
        foreach (var op in s_levels[level])
        {
            if (string.CompareOrdinal(text, _at, op, 0, op.Length) != 0)
                continue;
            var next = _at + op.Length < text.Length ? text[_at + op.Length] : '\0';
            // A longer operator, or an assignment, is none of this level.
            if ((next == '=' && op is not ("==" or "!=" or "<=" or ">=" or "&&" or "||")) || (op.Length == 1 && op[0] is '|' or '&' or '<' or '>' or '*' && next == op[0]))
                continue;
            _at += op.Length;
            return op;
        }
        return null;
    }

    private long Power()
    {
        long left = Unary();
        if (!Take("**"))
            return left;
        long exponent = Power(), result = 1;
        if (exponent < 0)
            throw new ShellErrorException("exponent less than 0", 1);
        for (; exponent > 0; exponent >>= 1, left *= left)
            result = (exponent & 1) != 0 ? result * left : result;
        return result;
    }

    private long Unary()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (Take("++") || Take("--"))
        {
            int step = text[_at - 1] == '+' ? 1 : -1;
            SkipBlanks();
            if (TakeName() is not { } name)
                return Unary();
            long value = Get(name) + step;
            Set(name, value);
            return value;
        }
        if (Take("!"))
            return Unary() == 0 ? 1 : 0;
        if (Take("~"))
            return ~Unary();
        if (Take("-"))
            return -Unary();
        return Take("+") ? Unary() : Primary();
    }

    private long Primary()
    {
        SkipBlanks();
        if (Take("("))
        {
            long value = Comma();
            if (!Take(")"))
                throw Wrong();
            return value;
        }
        if (TakeName() is { } name)
        {
            long value = Get(name);
            int step = Take("++") ? 1 : Take("--") ? -1 : 0;
            if (step != 0)
                Set(name, value + step);
            return value;
        }
        int start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '#' or '@' or '_'))
            _at++;
        return ParseNumber(text.AsSpan(start, _at - start)) ?? throw Wrong();
    }

    /// <summary>A number as C writes it, or <c>base#digits</c>; null for none.</summary>
    public static long? ParseNumber(ReadOnlySpan<char> digits)
    {
        int radix = 10;
        if (digits.IndexOf('#') is > 0 and var mark && int.TryParse(digits[..mark], out int given) && given is >= 2 and <= 36)
        {
            radix = given;
            digits = digits[(mark + 1)..];
        }
        else if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            radix = 16;
            digits = digits[2..];
        }
        else if (digits is ['0', _, ..])
        {
            radix = 8;
            digits = digits[1..];
        }
        if (digits.IsEmpty)
            return null;
        long value = 0;
        foreach (var c in digits)
        {
            int digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10 : radix;
            if (digit >= radix)
                return null;
            value = value * radix + digit;
        }
        return value;
    }

    private string? TakeName()
    {
        int end = _at;
        while (end < text.Length && (text[end] == '_' || char.IsAsciiLetterOrDigit(text[end])))
            end++;
        if (end == _at || char.IsAsciiDigit(text[_at]))
            return null;
        var name = text[_at..end];
        _at = end;
        return name;
    }

    private long Get(string name)
    {
        var value = state.Get(name);
        if (value is null && (state.Options & ShellOptions.NoUnset) != 0)
            throw new ShellErrorException(state.IsBash ? $"{name}: unbound variable" : $"{name}: parameter not set", state.IsBash ? 1 : 2);
        if (string.IsNullOrWhiteSpace(value))
            return 0;
        var trimmed = value.AsSpan().Trim();
        bool negative = trimmed[0] == '-';
        if (ParseNumber(negative || trimmed[0] == '+' ? trimmed[1..] : trimmed) is { } number)
            return negative ? -number : number;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return state.IsBash ? Evaluate(value, state) : throw new ShellErrorException($"Illegal number: {value}");
    }

    private void Set(string name, long value)
    {
        if (_skip == 0)
            state.Set(name, value.ToString());
    }

    private long Apply(string op, long a, long b) => op switch
    {
        "||" => a != 0 || b != 0 ? 1 : 0,
        "&&" => a != 0 && b != 0 ? 1 : 0,
        "|" => a | b,
        "^" => a ^ b,
        "&" => a & b,
        "==" => a == b ? 1 : 0,
        "!=" => a != b ? 1 : 0,
        "<=" => a <= b ? 1 : 0,
        ">=" => a >= b ? 1 : 0,
        "<" => a < b ? 1 : 0,
        ">" => a > b ? 1 : 0,
        "<<" => a << (int)(b & 63),
        ">>" => a >> (int)(b & 63),
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        _ when b == 0 => _skip > 0 ? 0 : throw new ShellErrorException(state.IsBash ? $"{text.Trim()}: division by 0 (error token is \"{b}\")" : $"arithmetic expression: division by zero: \"{text}\"", state.IsBash ? 1 : 2),
        "/" => b == -1 ? -a : a / b,
        _ => b == -1 ? 0 : a % b,
    };
}
