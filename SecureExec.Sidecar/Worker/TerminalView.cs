using SecureExec.Kernel.Terminals;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Worker;

/// <summary>Sends what a terminal shows to the host, on a thread of its own, which waits while the host does not read: the guest then waits as at a full terminal, and whoever types does not.
/// It ends when the terminal has hung up and all is sent.</summary>
internal sealed class TerminalView : IDisposable
{
    private const int StackBytes = 128 * 1024;
    private const int PieceBytes = 8 * 1024;

    private readonly ManualResetEventSlim _changed = new(false);
    private readonly Terminal _terminal;
    private readonly OutputWindow _output;
    private readonly Thread _thread;

    internal TerminalView(Terminal terminal, OutputWindow output)
    {
        _terminal = terminal;
        _output = output;
        _thread = new Thread(Show, StackBytes) { IsBackground = true, Name = "terminal" };
        _thread.Start();
    }

    /// <summary>Waits until all is sent. Precondition: the terminal has hung up.</summary>
    public void Dispose()
    {
        _thread.Join();
        _changed.Dispose();
    }

    private void Show()
    {
        var piece = new byte[PieceBytes];
        while (true)
        {
            // Asked first: what comes before a terminal hangs up is shown.
            bool last = _terminal.IsHungUp;
            int taken = _terminal.TakeOutput(piece);
            if (taken > 0)
            {
                _output.Write(OutputStream.Stdout, piece.AsSpan(0, taken));
                continue;
            }
            if (last) return;
            _output.Flush();
            _changed.Reset();
            if (_terminal.NotifyOutput(_changed.Set)) _changed.Wait();
        }
    }
}
