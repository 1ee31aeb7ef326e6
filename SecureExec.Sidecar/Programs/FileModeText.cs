namespace SecureExec.Sidecar.Programs;

/// <summary>Modes of files as <c>chmod(1)</c> reads them and <c>ls(1)</c> writes them.</summary>
internal static class FileModeText
{
    /// <summary>Applies an octal or symbolic mode to another; false when it is none.</summary>
    public static bool TryApply(string text, int before, bool isDirectory, out int mode, int umask = 0)
    {
        mode = 0;
        if (text.Length is > 0 and <= 5 && text.All(c => c is >= '0' and <= '7'))
        {
            mode = Convert.ToInt32(text, 8) & 0xFFF;
            return true;
        }
        mode = before;
        foreach (var clause in text.Split(','))
        {
            int at = 0, who = 0;
            for (; at < clause.Length && clause[at] is 'u' or 'g' or 'o' or 'a'; at++)
                who |= clause[at] switch { 'u' => 0x9C0, 'g' => 0x438, 'o' => 0x207, _ => 0xFFF };
            int mask = who == 0 ? 0xFFF & ~umask : who;
            if (at >= clause.Length)
                return false;
            while (at < clause.Length)
            {
                var op = clause[at++];
                if (op is not ('+' or '-' or '='))
                    return false;
                int bits = 0;
                for (; at < clause.Length && clause[at] is not ('+' or '-' or '='); at++)
                {
                    int more = clause[at] switch
                    {
                        'r' => 0x124,
                        'w' => 0x92,
                        'x' => 0x49,
                        'X' => isDirectory || (before & 0x49) != 0 ? 0x49 : 0,
                        's' => 0xC00,
                        't' => 0x200,
                        'u' => (mode >> 6 & 7) * 0x49,
                        'g' => (mode >> 3 & 7) * 0x49,
                        'o' => (mode & 7) * 0x49,
                        _ => -1,
                    };
                    if (more < 0)
                        return false;
                    bits |= more;
                }
                mode = op switch
                {
                    '+' => mode | (bits & mask),
                    '-' => mode & ~(bits & mask),
                    _ => (mode & ~(who == 0 ? 0x1FF : who & 0x1FF)) | (bits & mask),
                };
            }
        }
        return true;
    }

    /// <summary>For example "drwxr-xr-x".</summary>
    public static string Of(uint mode)
    {
        var type = (mode & 0xF000) switch { 0x4000 => 'd', 0xA000 => 'l', 0x2000 => 'c', 0x6000 => 'b', 0x1000 => 'p', 0xC000 => 's', _ => '-' };
        Span<char> text = stackalloc char[10];
        text[0] = type;
        for (int i = 0; i < 9; i++)
            text[i + 1] = (mode & (0x100u >> i)) != 0 ? "rwx"[i % 3] : '-';
        if ((mode & 0x800) != 0)
            text[3] = text[3] == 'x' ? 's' : 'S';
        if ((mode & 0x400) != 0)
            text[6] = text[6] == 'x' ? 's' : 'S';
        if ((mode & 0x200) != 0)
            text[9] = text[9] == 'x' ? 't' : 'T';
        return text.ToString();
    }
}
