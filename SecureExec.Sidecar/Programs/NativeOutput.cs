using SecureExec.Abi;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Programs;

/// <summary>What a program writes to one descriptor, a buffer at a time.</summary>
internal sealed class NativeOutput(NativeContext context, int fd)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _count;

    /// <summary>Why the last write failed; the rest is dropped.</summary>
    public Errno Error { get; private set; }

    /// <summary>Text.</summary>
    public void Write(ReadOnlySpan<char> text) => Write(ShellText.Encode(text));

    /// <summary>Text and the end of a line.</summary>
    public void WriteLine(string text) => Write(text + "\n");

    /// <summary>Bytes.</summary>
    public void Write(ReadOnlySpan<byte> data)
    {
        if (data.Length > _buffer.Length - _count)
            Flush();
        if (data.Length >= _buffer.Length)
        {
            Send(data);
            return;
        }
        data.CopyTo(_buffer.AsSpan(_count));
        _count += data.Length;
    }

    /// <summary>Hands over what waits.</summary>
    public void Flush()
    {
        int count = _count;
        _count = 0;
        Send(_buffer.AsSpan(0, count));
    }

    private void Send(ReadOnlySpan<byte> data)
    {
        if (Error == Errno.Success && !data.IsEmpty)
            Error = context.WriteAll(fd, data);
    }
}
