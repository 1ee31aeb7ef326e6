using System.Buffers;
using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Sidecar.Bindings;

/// <summary>One pipe to a child that is waited for: gives it input and takes its output. Nothing here blocks.</summary>
/// <param name="sys">The parent's system calls.</param>
/// <param name="fd">The parent's end.</param>
/// <param name="input">What the child reads; null when it does not read here.</param>
/// <param name="takesOutput">Whether the child writes here.</param>
internal sealed class SyncSpawnStream(ProcessSyscalls sys, int fd, byte[]? input, bool takesOutput)
{
    private const int ReadSize = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _output = new();
    private int _written;
    private readonly bool _takesOutput = takesOutput;
    private bool _writes = input != null, _reads = takesOutput;

    /// <summary>Bytes that the child wrote; null when it does not write here.</summary>
    public ReadOnlyMemory<byte>? Output => _takesOutput ? _output.WrittenMemory : (ReadOnlyMemory<byte>?)null;

    /// <summary>Nothing more comes or goes.</summary>
    public bool IsDone => !_reads && !_writes;

    /// <summary>What it waits for.</summary>
    public IEnumerable<(int Fd, bool ForWriting)> Waits()
    {
        if (_reads)
            yield return (fd, false);
        if (_writes)
            yield return (fd, true);
    }

    /// <summary>Writes what the kernel takes; the error of writing.</summary>
    public Errno Write()
    {
        while (_writes)
        {
            if (_written == input!.Length)
            {
                _writes = false;
                sys.Net.Shutdown(fd, read: false, write: true);
                break;
            }
            if (sys.Write(fd, input.AsSpan(_written), -1).IsError(out var count, out var errno))
            {
                if (errno == Errno.EAGAIN)
                    break;
                _writes = false;
                return errno;
            }
            _written += count;
        }
        return Errno.Success;
    }

    /// <summary>Reads once; the number of bytes, 0 when there are none now.</summary>
    public int Read()
    {
        if (!_reads)
            return 0;
        if (sys.Read(fd, _output.GetSpan(ReadSize)[..ReadSize], -1, wait: false).IsError(out var count, out var errno))
        {
            _reads = errno == Errno.EAGAIN;
            return 0;
        }
        _reads = count > 0;
        _output.Advance(count);
        return count;
    }

    /// <summary>Gives the pipe up.</summary>
    public void Close()
    {
        if (fd < 0)
            return;
        (_reads, _writes) = (false, false);
        sys.Close(fd);
        fd = -1;
    }
}
