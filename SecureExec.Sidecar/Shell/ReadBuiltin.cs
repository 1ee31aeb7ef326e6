using SecureExec.Abi;

namespace SecureExec.Sidecar.Shell;

/// <summary><c>read</c>: one line of standard input, byte by byte, so that nothing behind it is taken.</summary>
internal static class ReadBuiltin
{
    public static int Run(ShellInterpreter shell, List<string> words)
    {
        bool raw = false;
        char end = '\n';
        long most = long.MaxValue;
        int fd = 0, first = 1;
        for (; first < words.Count && words[first] is ['-', _, ..] option; first++)
        {
            if (option == "--")
            {
                first++;
                break;
            }
            raw |= option.Contains('r', StringComparison.Ordinal);
            var takes = option[^1];
            if (takes is not ('p' or 'd' or 'n' or 'u' or 't') || first + 1 >= words.Count)
                continue;
            var value = words[++first];
            if (takes == 'd')
                end = value.Length == 0 ? '\0' : value[0];
            else if (takes == 'n' && long.TryParse(value, out long count))
                most = count;
            else if (takes == 'u' && int.TryParse(value, out int given))
                fd = given;
        }
        List<string> names = [.. words.Skip(first)];
        var bytes = new List<byte>();
        var escaped = new List<bool>();
        int status = 0;
        Span<byte> one = stackalloc byte[1];
        bool escape = false;
        while (bytes.Count < most)
        {
            var read = shell.Context.Read(fd, one, signalsInterrupt: true);
            if (read.Error == Errno.EINTR)
            {
                shell.HandleSignals();
                continue;
            }
            if (!read.Ok)
                return shell.Fail($"read: {Programs.ErrnoText.Of(read.Error)}", 1);
            if (read.Value == 0)
            {
                status = 1;
                break;
            }
            if (escape)
            {
                escape = false;
                if (one[0] != '\n')
                    Add(one[0], true);
            }
            else if (one[0] == end)
                break;
            else if (one[0] == '\\' && !raw)
                escape = true;
            else if (one[0] != 0)
                Add(one[0], false);
        }
        void Add(byte value, bool isEscaped)
        {
            shell.State.Require(bytes.Count);
            bytes.Add(value);
            escaped.Add(isEscaped);
        }
        Assign(shell, names.Count == 0 ? ["REPLY"] : names, bytes, escaped, splits: names.Count > 0);
        return status;
    }

    private static void Assign(ShellInterpreter shell, List<string> names, List<byte> bytes, List<bool> escaped, bool splits)
    {
        var ifs = shell.State.Find("IFS") is { } set ? set.Value ?? "" : " \t\n";
        bool Separates(int i) => splits && !escaped[i] && bytes[i] < 128 && ifs.Contains((char)bytes[i], StringComparison.Ordinal);
        bool IsBlank(int i) => Separates(i) && bytes[i] is (byte)' ' or (byte)'\t' or (byte)'\n';
        string Text(int from, int to) => ShellText.Decode([.. bytes[from..to]]);
        int at = 0, end = bytes.Count;
        while (at < end && IsBlank(at))
            at++;
        for (int n = 0; n < names.Count; n++)
        {
            int start = at;
            if (n == names.Count - 1)
            {
                while (end > start && IsBlank(end - 1))
                    end--;
                // One separator behind the last field belongs to it no more.
                int only = start;
                while (only < end && !Separates(only))
                    only++;
                shell.State.Set(names[n], only == end - 1 && only < end ? Text(start, only) : Text(start, end));
                break;
            }
            while (at < end && !Separates(at))
                at++;
            shell.State.Set(names[n], Text(start, at));
            while (at < end && IsBlank(at))
                at++;
            if (at < end && Separates(at))
            {
                at++;
                while (at < end && IsBlank(at))
                    at++;
            }
        }
    }
}
