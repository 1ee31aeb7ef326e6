using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Shell;

/// <summary><c>[[ ... ]]</c>: words are not split, the right sides of <c>==</c> are patterns, those of <c>=~</c> regular expressions (in linear time: no back references).</summary>
internal sealed class ConditionEvaluator(ShellInterpreter shell, IReadOnlyList<Word> words)
{
    private int _at;

    /// <summary>0, 1, or 2 for a wrong expression.</summary>
    public int Evaluate()
    {
        bool value = Or(runs: true);
        if (_at < words.Count)
            throw new ShellErrorException($"syntax error in conditional expression near `{words[_at].PlainText}'");
        return value ? 0 : 1;
    }

    private string? Peek => _at < words.Count ? words[_at].PlainText : null;

    private bool Take(string op)
    {
        if (Peek != op)
            return false;
        _at++;
        return true;
    }

    private Word Next() => _at < words.Count ? words[_at++] : throw new ShellErrorException("unexpected argument in conditional expression");

    private bool Or(bool runs)
    {
        bool value = And(runs);
        while (Take("||"))
            value |= And(runs && !value);
        return value;
    }

    private bool And(bool runs)
    {
        bool value = Primary(runs);
        while (Take("&&"))
            value &= Primary(runs && value);
        return value;
    }

    private bool Primary(bool runs)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (Take("!"))
            return !Primary(runs);
        if (Take("("))
        {
            bool inner = Or(runs);
            if (!Take(")"))
                throw new ShellErrorException("expected `)' in conditional expression");
            return inner;
        }
        var first = Next();
        if (first.PlainText is ['-', var letter] && _at < words.Count && Peek is not ("&&" or "||" or ")"))
        {
            var operand = Next();
            if (!runs)
                return false;
            return letter == 'v' ? shell.State.Find(shell.Expander.Text(operand)) is not null : TestProgram.Unary(shell.Context, letter, shell.Expander.Text(operand));
        }
        if (Peek is null or "&&" or "||" or ")")
            return runs && shell.Expander.Text(first).Length > 0;
        var op = Next().PlainText;
        var right = Next();
        if (!runs)
            return false;
        var left = shell.Expander.Text(first);
        return op switch
        {
            "=" or "==" => ShellPattern.Matches(shell.Expander.Pattern(right), left),
            "!=" => !ShellPattern.Matches(shell.Expander.Pattern(right), left),
            "=~" => Matches(left, shell.Expander.Text(right)),
            "<" => string.CompareOrdinal(left, shell.Expander.Text(right)) < 0,
            ">" => string.CompareOrdinal(left, shell.Expander.Text(right)) > 0,
            "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge" => Compare(op, ShellArithmetic.Evaluate(left, shell.State), ShellArithmetic.Evaluate(shell.Expander.Text(right), shell.State)),
            _ => TestProgram.Binary(shell.Context, left, op ?? "", shell.Expander.Text(right)) ?? throw new ShellErrorException("conditional binary operator expected"),
        };
    }

    private static bool Compare(string op, long a, long b) => op switch
    {
        "-eq" => a == b,
        "-ne" => a != b,
        "-lt" => a < b,
        "-le" => a <= b,
        "-gt" => a > b,
        _ => a >= b,
    };

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new ShellErrorException($"{pattern}: not a regular expression that is available", 2);
        }
    }
}
