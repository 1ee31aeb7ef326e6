using System.Runtime.InteropServices;
using SecureExec.Interop;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>
/// The worker's end of the channel: raw read(2) and write(2), nothing of Console or streams, so that it works under the
/// lock-down. Any thread may send; one lock keeps frames whole. A send blocks while the host's pipe is full, which the host's
/// reading thread never lets last; what is sent at a time is bounded by the windows of the protocol.
/// </summary>
internal sealed class WorkerPipes
{
    private const int ReadBytes = 64 * 1024;
    private const int DuplicateCloseOnExec = 1030; // F_DUPFD_CLOEXEC
    private const int FirstFreeFd = 3;

    private readonly Lock _sendLock = new();
    private readonly FrameWriter _writer = new();
    private readonly FrameAssembler _assembler = new();
    private readonly byte[] _buffer = new byte[ReadBytes];
    private readonly int _input;
    private readonly int _output;
    private int _start;
    private int _end;

    private WorkerPipes(int input, int output)
    {
        _input = input;
        _output = output;
    }

    /// <summary>Takes the channel away from fd 0 and 1: what a library prints to standard output then goes to standard error, whose end the host keeps for diagnosis.</summary>
    internal static WorkerPipes TakeOver()
    {
        int input = Check(Libc.Fcntl(0, DuplicateCloseOnExec, FirstFreeFd));
        int output = Check(Libc.Fcntl(1, DuplicateCloseOnExec, FirstFreeFd));
        Check(Libc.Dup2(2, 1));
        int nothing = Check(FileCalls.OpenAt(FileCalls.AT_FDCWD, "/dev/null", FileCalls.O_RDONLY | FileCalls.O_CLOEXEC, 0));
        Check(Libc.Dup2(nothing, 0));
        Libc.Close(nothing);
        return new WorkerPipes(input, output);
    }

    /// <summary>Blocks until the next message of the host; null when the host is gone.</summary>
    /// <exception cref="ProtocolException">What came is no message.</exception>
    internal HostMessage? Receive()
    {
        while (true)
        {
            ReadOnlySpan<byte> data = _buffer.AsSpan(_start, _end - _start);
            bool complete = _assembler.TryTake(ref data, out ReadOnlyMemory<byte> payload);
            _start = _end - data.Length;
            if (complete) return MessageCodec.DecodeHost(payload);
            int n = Libc.ReadOnce(_input, _buffer);
            if (n <= 0) return null;
            _start = 0;
            _end = n;
        }
    }

    /// <summary>Sends a message. When the host is gone the process ends.</summary>
    internal void Send(WorkerMessage message)
    {
        lock (_sendLock)
        {
            MessageCodec.Encode(_writer, message);
            ReadOnlySpan<byte> rest = _writer.Frame;
            while (!rest.IsEmpty)
            {
                int n = Libc.WriteOnce(_output, rest);
                if (n < 0) Libc.ExitNow(ExitCode.Ended);
                rest = rest[n..];
            }
        }
    }

    private static int Check(int result) =>
        result >= 0 ? result : throw new IOException($"The channel's descriptors could not be moved: errno {Marshal.GetLastPInvokeError()}.");
}
