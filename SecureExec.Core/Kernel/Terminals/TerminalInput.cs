namespace SecureExec.Kernel.Terminals;

/// <summary>What has been typed and waits to be read: whole lines while lines are edited, else bytes. Not safe from several threads.</summary>
internal sealed class TerminalInput
{
    /// <summary>Bytes of one line with its end, as in Linux (MAX_CANON); what is typed beyond is lost.</summary>
    public const int MaxLine = 4096;

    /// <summary>Bytes that wait to be read.</summary>
    public const int Capacity = 64 * 1024;

    private readonly ByteRing _ready = new();
    private readonly Queue<int> _lines = new();
    private readonly List<byte> _edited = [];
    private int _taken;

    /// <summary>The line that is being typed.</summary>
    public IReadOnlyList<byte> Edited => _edited;

    /// <summary>Bytes and ends of lines that may still come.</summary>
    public int Room => Capacity - _ready.Count - _edited.Count - _lines.Count;

    /// <summary>Whether a read would find something.</summary>
    /// <param name="lines">Whether it reads lines.</param>
    public bool IsReady(bool lines) => lines ? _lines.Count > 0 : _ready.Count > 0;

    /// <summary>Adds to the line that is being typed. False when it is full.</summary>
    public bool TryEdit(byte typed)
    {
        if (_edited.Count >= MaxLine - 1)
        {
            return false;
        }

        _edited.Add(typed);
        return true;
    }

    /// <summary>Takes the last bytes of the line that is being typed away.</summary>
    public void Erase(int count) => _edited.RemoveRange(_edited.Count - count, count);

    /// <summary>The line is whole and can be read.</summary>
    public void EndLine(byte terminator)
    {
        _edited.Add(terminator);
        EndInput();
    }

    /// <summary>What was typed can be read as it is; when that is nothing, it is the end of the input.</summary>
    public void EndInput()
    {
        _lines.Enqueue(_edited.Count);
        MoveEdited();
    }

    /// <summary>Adds a byte that can be read at once.</summary>
    public void Add(byte typed) => _ready.Append([typed]);

    /// <summary>Takes what is there, at most one line of lines. Zero is the end of the input. Precondition: <see cref="IsReady"/>.</summary>
    public int Read(Span<byte> buffer, bool lines)
    {
        if (!lines)
        {
            return _ready.Take(buffer);
        }

        int left = _lines.Peek() - _taken;
        int read = _ready.Take(buffer[..Math.Min(left, buffer.Length)]);
        _taken += read;
        if (read == left)
        {
            _lines.Dequeue();
            _taken = 0;
        }

        return read;
    }

    /// <summary>Lines are edited from now on, or no more: what waits can be read as it is.</summary>
    public void SwitchTo(bool lines)
    {
        MoveEdited();
        _lines.Clear();
        _taken = 0;
        if (lines && _ready.Count > 0)
        {
            _lines.Enqueue(_ready.Count);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _edited.Clear();
        _ready.Clear();
        _lines.Clear();
        _taken = 0;
    }

    private void MoveEdited()
    {
        _ready.Append(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_edited));
        _edited.Clear();
    }
}
