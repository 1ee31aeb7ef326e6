using SecureExec.Abi;

namespace SecureExec.Sidecar.Shell;

/// <summary>Commands from standard input: each runs as soon as it is whole, and takes no more of the input than its own lines. An interactive shell asks for each.</summary>
internal sealed class CommandReader(ShellInterpreter shell)
{
    private const int InterruptedStatus = 130;

    private readonly List<byte> _pending = [];
    private int _line = 1, _lines;

    private bool IsInteractive => (shell.State.Options & ShellOptions.Interactive) != 0;

    /// <summary>Runs all that comes; the status of the last.</summary>
    public int Run()
    {
        Prompt();
        var one = new byte[1];
        while (true)
        {
            var read = shell.Context.Read(0, one, signalsInterrupt: true);
            if (read.Error == Errno.EINTR)
            {
                if (IsInterrupted(shell.HandleSignals))
                    Prompt();
                continue;
            }
            bool end = !read.Ok || read.Value == 0;
            if (!end)
            {
                shell.State.Require(_pending.Count);
                _pending.Add(one[0]);
                if (one[0] != '\n')
                    continue;
                _lines++;
            }
            Take(end);
            if (end && shell.MayExit())
                return shell.State.Status;
            Prompt();
        }
    }

    private void Take(bool end)
    {
        var text = ShellText.Decode([.. _pending]);
        if (!end && !IsWhole(text))
            return;
        if (end && IsInteractive)
            shell.Context.Complain(shell.State.IsBash ? "exit\n" : "\n");
        int line = _line;
        Forget();
        IsInterrupted(() => shell.RunScript(text, mayReplace: end && !IsInteractive, line));
    }

    // What ends another shell ends the line of an interactive one.
    private bool IsInterrupted(Action run)
    {
        try
        {
            run();
        }
        catch (ShellInterruptedException) when (IsInteractive)
        {
            shell.Context.Complain("\n");
            shell.State.Status = InterruptedStatus;
            Forget();
            return true;
        }
        catch (ShellErrorException e) when (IsInteractive)
        {
            shell.State.Status = shell.Fail(e.Message, e.Status);
        }
        return false;
    }

    private void Forget()
    {
        _pending.Clear();
        _line += _lines;
        _lines = 0;
    }

    private void Prompt()
    {
        if (!IsInteractive)
            return;
        if (_pending.Count == 0)
            shell.TellOfJobs();
        shell.Context.Complain(ShellPrompt.Text(shell, _pending.Count == 0 ? "PS1" : "PS2"));
    }

    private bool IsWhole(string text)
    {
        if (text.EndsWith("\\\n", StringComparison.Ordinal))
            return false;
        try
        {
            var parser = new ShellParser(text, _line);
            while (parser.ParseCommandLine() is not null)
            {
            }
            return true;
        }
        catch (ShellSyntaxException e)
        {
            return !e.Incomplete;
        }
    }
}
