using System.Runtime.CompilerServices;
using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>test</c> and <c>[</c>: 0 for true, 1 for false, 2 for a wrong expression.</summary>
internal sealed class TestProgram
{
    private readonly NativeContext _context;
    private readonly List<string> _words;
    private int _at;

    private TestProgram(NativeContext context, List<string> words)
    {
        _context = context;
        _words = words;
    }

    public static int Run(NativeContext context)
    {
        List<string> words = [.. context.Argv.Skip(1)];
        if (context.Name == "[")
        {
            if (words is not [.., "]"])
                return Wrong(context, "missing ]");
            words.RemoveAt(words.Count - 1);
        }
        try
        {
            return new TestProgram(context, words).Evaluate() ? 0 : 1;
        }
        catch (FormatException e)
        {
            return Wrong(context, e.Message);
        }
    }

    private static int Wrong(NativeContext context, string text)
    {
        context.Fail(text);
        return 2;
    }

    // POSIX decides by the number of words, so that operators may be operands.
    private bool Evaluate()
    {
        switch (_words.Count)
        {
            case 0:
                return false;
            case 1:
                return _words[0].Length > 0;
            case 2 when _words[0] == "!":
                return _words[1].Length == 0;
            case 3 when Binary(_context, _words[0], _words[1], _words[2]) is { } value:
                return value;
            case 4 when _words[0] == "!" && Binary(_context, _words[1], _words[2], _words[3]) is { } value:
                return !value;
        }
        bool result = Or();
        return _at == _words.Count ? result : throw new FormatException($"{_words[Math.Max(0, _at - 1)]}: unexpected operator");
    }

    private bool Or()
    {
        bool value = And();
        while (_at < _words.Count && _words[_at] == "-o")
        {
            _at++;
            value |= And();
        }
        return value;
    }

    private bool And()
    {
        bool value = Primary();
        while (_at < _words.Count && _words[_at] == "-a")
        {
            _at++;
            value &= Primary();
        }
        return value;
    }

    private string Next() => _at < _words.Count ? _words[_at++] : throw new FormatException("argument expected");

    private bool Primary()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var word = Next();
        if (_at + 1 < _words.Count && Binary(_context, word, _words[_at], _words[_at + 1]) is { } value)
        {
            _at += 2;
            return value;
        }
        if (word == "!")
            return !Primary();
        if (word == "(")
        {
            bool inner = Or();
            return Next() == ")" ? inner : throw new FormatException("closing paren expected");
        }
        if (word is ['-', var letter] && _at < _words.Count && _words[_at] is not ("-a" or "-o"))
            return Unary(_context, letter, Next());
        return word.Length > 0;
    }

    /// <summary>An operator on one operand.</summary>
    public static bool Unary(NativeContext context, char letter, string operand)
    {
        var sys = context.Sys;
        switch (letter)
        {
            case 'n':
                return operand.Length > 0;
            case 'z':
                return operand.Length == 0;
            case 't':
                return int.TryParse(operand, out int fd) && sys.Terminals.IsTerminal(fd);
            case 'r':
                return sys.Access(operand, (int)AccessMode.R_OK).Ok;
            case 'w':
                return sys.Access(operand, (int)AccessMode.W_OK).Ok;
            case 'x':
                return sys.Access(operand, (int)AccessMode.X_OK).Ok;
        }
        if (sys.Stat(operand, followSymlinks: letter is not ('h' or 'L')).IsError(out var stat, out _))
            return letter is 'e' or 'f' or 'd' or 'h' or 'L' or 'p' or 'S' or 'b' or 'c' or 's' or 'g' or 'u' or 'k' or 'O' or 'G' or 'N' ? false : throw new FormatException($"-{letter}: unexpected operator");
        return letter switch
        {
            'e' => true,
            'f' => stat.IsRegular,
            'd' => stat.IsDirectory,
            'h' or 'L' => stat.IsSymlink,
            'p' => stat.Type == FileMode.S_IFIFO,
            'S' => stat.Type == FileMode.S_IFSOCK,
            'b' => stat.Type == FileMode.S_IFBLK,
            'c' => stat.Type == FileMode.S_IFCHR,
            's' => stat.Size > 0,
            'u' => (stat.Mode & 0x800) != 0,
            'g' => (stat.Mode & 0x400) != 0,
            'k' => (stat.Mode & 0x200) != 0,
            'O' => stat.Uid == context.Process.Uid,
            'G' => stat.Gid == context.Process.Gid,
            'N' => stat.Mtime.CompareTo(stat.Atime) > 0,
            _ => throw new FormatException($"-{letter}: unexpected operator"),
        };
    }

    /// <summary>An operator on two operands; null when it is none.</summary>
    public static bool? Binary(NativeContext context, string left, string op, string right)
    {
        switch (op)
        {
            case "=" or "==":
                return left == right;
            case "!=":
                return left != right;
            case "<":
                return string.CompareOrdinal(left, right) < 0;
            case ">":
                return string.CompareOrdinal(left, right) > 0;
            case "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge":
                int order = Integer(left).CompareTo(Integer(right));
                return op switch
                {
                    "-eq" => order == 0,
                    "-ne" => order != 0,
                    "-lt" => order < 0,
                    "-le" => order <= 0,
                    "-gt" => order > 0,
                    _ => order >= 0,
                };
            case "-nt" or "-ot" or "-ef":
                var (a, b) = (context.Sys.Stat(left, followSymlinks: true), context.Sys.Stat(right, followSymlinks: true));
                if (op == "-ef")
                    return a.Ok && b.Ok && a.Value.Dev == b.Value.Dev && a.Value.Ino == b.Value.Ino;
                if (!a.Ok || !b.Ok)
                    return op == "-nt" ? a.Ok : b.Ok;
                int age = a.Value.Mtime.CompareTo(b.Value.Mtime);
                return op == "-nt" ? age > 0 : age < 0;
            default:
                return null;
        }
    }

    private static long Integer(string text) => long.TryParse(text.Trim(), out long value) ? value : throw new FormatException($"Illegal number: {text}");
}
