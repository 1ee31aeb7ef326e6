using SecureExec.Abi;

namespace SecureExec.Kernel.Terminals;

/// <summary>
/// What a terminal makes of each byte that is typed (<c>N_TTY</c> of Linux, <c>termios(3)</c>): signals, flow control, editing of lines, and the echo. Not safe from several threads.
/// </summary>
internal sealed class LineDiscipline(TerminalInput input, TerminalOutput output)
{
    private const byte Bell = 0x07;
    private const byte Delete = 0x7F;

    private bool _literal;
    private int _lineColumn;

    /// <summary>STOP holds output back.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Takes a byte. The signal that it sends, or none.</summary>
    public Signal Type(byte typed, Termios termios)
    {
        if (_literal)
        {
            _literal = false;
            Insert(typed, termios);
            return Signal.None;
        }

        ControlCharacters control = termios.Characters;
        if (termios.Has(InputModes.IXON) && Flow(typed, control))
        {
            return Signal.None;
        }

        if (termios.Has(LocalModes.ISIG) && SignalOf(typed, control) is not Signal.None and var signal)
        {
            if (!termios.Has(LocalModes.NOFLSH))
            {
                input.Clear();
            }

            IsHeld = false;
            Echo(typed, termios);
            return signal;
        }

        if (typed == '\r' && termios.Has(InputModes.IGNCR))
        {
            return Signal.None;
        }

        typed = typed switch
        {
            (byte)'\r' when termios.Has(InputModes.ICRNL) => (byte)'\n',
            (byte)'\n' when termios.Has(InputModes.INLCR) => (byte)'\r',
            _ => typed,
        };
        if (!termios.Has(LocalModes.ICANON))
        {
            input.Add(typed);
            Echo(typed, termios);
        }
        else if (!Edit(typed, termios))
        {
            Insert(typed, termios);
        }

        return Signal.None;
    }

    /// <summary>Whether a byte acts at once, however much waits to be read.</summary>
    public static bool IsUrgent(byte typed, Termios termios) =>
        (termios.Has(LocalModes.ISIG) && SignalOf(typed, termios.Characters) != Signal.None) ||
        (termios.Has(InputModes.IXON) && typed != 0 && (typed == termios.Characters.Start || typed == termios.Characters.Stop));

    /// <summary>The modes have changed.</summary>
    public void Changed(Termios before, Termios after)
    {
        if (before.Has(LocalModes.ICANON) != after.Has(LocalModes.ICANON))
        {
            input.SwitchTo(after.Has(LocalModes.ICANON));
        }

        IsHeld &= after.Has(InputModes.IXON);
        _literal &= after.Has(LocalModes.ICANON);
    }

    private static Signal SignalOf(byte typed, ControlCharacters control) => typed switch
    {
        0 => Signal.None,
        _ when typed == control.Intr => Signal.SIGINT,
        _ when typed == control.Quit => Signal.SIGQUIT,
        _ when typed == control.Susp => Signal.SIGTSTP,
        _ => Signal.None,
    };

    private bool Flow(byte typed, ControlCharacters control)
    {
        if (typed == 0 || (typed != control.Start && typed != control.Stop))
        {
            return false;
        }

        IsHeld = typed != control.Start;
        return true;
    }

    /// <summary>True when the byte was one that edits or ends the line.</summary>
    private bool Edit(byte typed, Termios termios)
    {
        ControlCharacters control = termios.Characters;
        bool extended = termios.Has(LocalModes.IEXTEN);
        switch (typed)
        {
            case (byte)'\n':
                if (termios.Has(LocalModes.ECHO) || termios.Has(LocalModes.ECHONL))
                {
                    output.Write("\n"u8, termios);
                }

                input.EndLine(typed);
                return true;
            case 0:
                return false;
            case var _ when typed == control.Eof:
                input.EndInput();
                return true;
            case var _ when typed == control.Eol:
                Echo(typed, termios);
                input.EndLine(typed);
                return true;
            case var _ when typed == control.Erase:
                Erase(LastCharacter(termios), termios);
                return true;
            case var _ when typed == control.Kill:
                EraseLine(termios);
                return true;
            case var _ when extended && typed == control.WordErase:
                Erase(LastWord(termios), termios);
                return true;
            case var _ when extended && typed == control.LiteralNext:
                _literal = true;
                if (termios.Has(LocalModes.ECHO) && termios.Has(LocalModes.ECHOCTL))
                {
                    output.Write("^\b"u8, termios);
                }

                return true;
            case var _ when extended && typed == control.Reprint:
                Reprint(typed, termios);
                return true;
            default:
                return false;
        }
    }

    private void Insert(byte typed, Termios termios)
    {
        if (input.Edited.Count == 0)
        {
            _lineColumn = output.Column;
        }

        if (input.TryEdit(typed))
        {
            Echo(typed, termios);
        }
        else
        {
            output.Write([Bell], termios);
        }
    }

    private void Echo(byte typed, Termios termios)
    {
        if (!termios.Has(LocalModes.ECHO))
        {
            return;
        }

        if (IsShownAsControl(typed, termios))
        {
            output.Write([(byte)'^', (byte)(typed ^ 0x40)], termios);
        }
        else
        {
            output.Write([typed], termios);
        }
    }

    private static bool IsShownAsControl(byte typed, Termios termios) =>
        termios.Has(LocalModes.ECHOCTL) && typed is < 0x20 or Delete && typed is not ((byte)'\t' or (byte)'\n');

    private int LastCharacter(Termios termios)
    {
        IReadOnlyList<byte> line = input.Edited;
        int length = Math.Min(1, line.Count);
        while (termios.Has(InputModes.IUTF8) && length > 0 && length < line.Count && (line[^length] & 0xC0) == 0x80)
        {
            length++;
        }

        return length;
    }

    private int LastWord(Termios termios)
    {
        IReadOnlyList<byte> line = input.Edited;
        int length = 0;
        while (length < line.Count && line[^(length + 1)] is (byte)' ' or (byte)'\t')
        {
            length++;
        }

        while (length < line.Count && line[^(length + 1)] is not ((byte)' ' or (byte)'\t'))
        {
            length++;
        }

        return length;
    }

    private void Erase(int bytes, Termios termios)
    {
        if (bytes == 0)
        {
            return;
        }

        int before = ColumnAfter(input.Edited.Count, termios);
        input.Erase(bytes);
        if (!termios.Has(LocalModes.ECHO))
        {
            return;
        }

        if (!termios.Has(LocalModes.ECHOE))
        {
            Echo(termios.Characters.Erase, termios);
            return;
        }

        for (int column = before; column > ColumnAfter(input.Edited.Count, termios); column--)
        {
            output.Write("\b \b"u8, termios);
        }
    }

    private void EraseLine(Termios termios)
    {
        if (termios.Has(LocalModes.ECHOKE) || !termios.Has(LocalModes.ECHO))
        {
            Erase(input.Edited.Count, termios);
            return;
        }

        input.Erase(input.Edited.Count);
        Echo(termios.Characters.Kill, termios);
        if (termios.Has(LocalModes.ECHOK))
        {
            output.Write("\n"u8, termios);
        }
    }

    private void Reprint(byte typed, Termios termios)
    {
        if (!termios.Has(LocalModes.ECHO))
        {
            return;
        }

        Echo(typed, termios);
        output.Write("\n"u8, termios);
        _lineColumn = output.Column;
        foreach (byte shown in input.Edited)
        {
            Echo(shown, termios);
        }
    }

    private int ColumnAfter(int count, Termios termios)
    {
        int column = _lineColumn;
        for (int i = 0; i < count; i++)
        {
            column = IsShownAsControl(input.Edited[i], termios) ? column + 2 : TerminalOutput.Advance(column, input.Edited[i]);
        }

        return column;
    }
}
