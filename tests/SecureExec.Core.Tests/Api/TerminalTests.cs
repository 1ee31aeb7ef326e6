using System.Text;

namespace SecureExec.Core.Tests.Api;

/// <summary>Programs at a terminal that the host holds.</summary>
public sealed class TerminalTests : IAsyncLifetime
{
    private static readonly RunOptions s_terminal = new() { Terminal = TerminalSize.Default, Env = new Dictionary<string, string> { ["NODE_REPL_HISTORY"] = "", ["NO_COLOR"] = "1" } };

    private NodeRuntime _runtime = null!;

    public async Task InitializeAsync() => _runtime = await NodeRuntime.CreateAsync();

    public async Task DisposeAsync() => await _runtime.DisposeAsync();

    [Fact]
    public async Task Node_WithoutArguments_IsARepl()
    {
        await using var screen = new Screen(await _runtime.SpawnCommandAsync("node", [], s_terminal));
        await screen.SeeAsync("Type \".help\" for more information.");
        await screen.SeeAsync("> ");
        await screen.TypeAsync("6 * 7\r");
        await screen.SeeAsync("42");
        await screen.TypeAsync("await Promise.resolve('topLevel')\r");
        await screen.SeeAsync("'topLevel'\r\n");
        await screen.TypeAsync("while (true);\r");
        await screen.SeeAsync("while (true);");
        await screen.TypeUntilAsync("\u0003", "Script execution was interrupted by `SIGINT`");
        await screen.TypeAsync(".exit\r");
        Assert.Equal(0, (await screen.Process.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task Program_SeesATerminalAndItsSize()
    {
        const string Program = """
            const { stdin, stdout, stderr } = process;
            console.log(stdin.isTTY, stdout.isTTY, stderr.isTTY, stdout.columns, stdout.rows, process.env.TERM);
            stdin.setRawMode(true);
            stdout.on('resize', () => console.error('resized', stdout.columns, stdout.rows));
            stdin.on('data', key => { console.log(JSON.stringify(String(key)), stdin.isRaw); if (String(key) === 'q') process.exit(3); });
            """;
        await using var screen = new Screen(await _runtime.SpawnAsync(Program, s_terminal));
        await screen.SeeAsync("true true true 80 24 xterm-256color\r\n");
        await screen.TypeAsync("\u0003");
        await screen.SeeAsync("\"\\u0003\" true");
        screen.Process.Resize(new TerminalSize(132, 43));
        await screen.SeeAsync("resized 132 43");
        await screen.TypeAsync("q");
        Assert.Equal(3, (await screen.Process.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task InterruptCharacter_EndsWhatRuns()
    {
        await using var screen = new Screen(await _runtime.SpawnCommandAsync("sh", ["-c", "echo begun; sleep 1000"], s_terminal));
        await screen.SeeAsync("begun");
        await screen.TypeAsync("\u0003");
        await screen.SeeAsync("^C");
        Assert.Equal(130, (await screen.Process.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task Shell_Interactive_AsksRunsAndSurvivesInterrupts()
    {
        await using var screen = new Screen(await _runtime.SpawnCommandAsync("sh", [], s_terminal));
        await screen.SeeAsync("$ ");
        await screen.TypeAsync("echo $((6 * 7)); tty; test -t 0 && stty size\r");
        await screen.SeeAsync("42\r\n/dev/pts/");
        await screen.SeeAsync("24 80\r\n$ ");
        await screen.TypeAsync("node -p process.stdout.isTTY | cat; node -p process.stdin.isTTY\r");
        await screen.SeeAsync("undefined\r\ntrue\r\n$ ");
        await screen.TypeAsync("sleep 1000; echo not reached\r");
        await screen.SeeAsync("not reached\r\n");
        await screen.TypeAsync("\u0003");
        await screen.SeeAsync("^C\r\n$ ");
        await screen.TypeAsync("echo status $?; while :; do :; done\r");
        await screen.SeeAsync("status 130\r\n");
        await screen.TypeAsync("\u0003");
        await screen.SeeAsync("^C\r\n$ ");
        await screen.TypeAsync("if true\rthen echo 'two lines'; fi\r");
        await screen.SeeAsync("> ");
        await screen.SeeAsync("two lines\r\n$ ");
        await screen.TypeAsync("unfinished\u0003");
        await screen.SeeAsync("^C\r\n$ ");
        await screen.TypeAsync("cat &\r");
        await screen.TypeUntilAsync("\r", "[1] + Stopped (tty input)        cat\r\n$ ");
        await screen.TypeAsync("${nothing?is unset}\r");
        await screen.SeeAsync("is unset\r\n$ ");
        await screen.TypeAsync("exit 3\r");
        await screen.SeeAsync("You have stopped jobs.\r\n$ ");
        await screen.TypeAsync("exit 3\r");
        Assert.Equal(3, (await screen.Process.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task Shell_Interactive_EndsWithItsInput()
    {
        await using var screen = new Screen(await _runtime.SpawnCommandAsync("bash", [], s_terminal));
        await screen.SeeAsync("bash-5.2$ ");
        await screen.TypeAsync("PS1='\\w> '; cd /tmp; false\r");
        await screen.SeeAsync("/tmp> ");
        await screen.TypeAsync("\u0004");
        await screen.SeeAsync("exit\r\n");
        Assert.Equal(1, (await screen.Process.WaitAsync()).ExitCode);
    }

    [Theory]
    [InlineData("sh", "^Z[1] + Stopped                    ", "[2] + Stopped                    ", "[1] ", "[1] - Running                    ", "", "[1] + Terminated                 ")]
    [InlineData("bash", "^Z\r\n[1]+  Stopped                 ", "[2]+  Stopped                 ", "[1]- ", "[1]-  Running                 ", " &", "[1]+  Terminated              ")]
    public async Task Shell_Interactive_ControlsJobs(string shell, string first, string second, string goesOn, string runs, string mark, string terminated)
    {
        // What it prints tells that it is in the foreground: until then Ctrl-Z only takes away what is typed.
        const string Sleep = "sh -c 'echo sle\"\"eps; exec sleep 2000'";
        await using var screen = new Screen(await _runtime.SpawnCommandAsync(shell, [], s_terminal));
        await screen.SeeAsync("$ ");
        await screen.TypeAsync("PS1='> '\r");
        await screen.SeeAsync("\r\n> ");
        await screen.TypeAsync(Sleep + "\r");
        await screen.SeeAsync("sleeps\r\n");
        await screen.TypeUntilAsync("\u001a", $"{first}{Sleep}\r\n> ");
        await screen.TypeAsync("echo $?; sh -c 'echo be\"\"gun; cat; echo en\"\"ded' | cat; echo status $?\r");
        await screen.SeeAsync("148\r\nbegun\r\n");
        await screen.TypeUntilAsync("\u001a", second + "sh -c 'echo be\"\"gun; cat; echo en\"\"ded' | cat\r\nstatus 148\r\n> ");
        await screen.TypeAsync("bg %1; jobs %1\r");
        await screen.SeeAsync($"{goesOn}{Sleep}{mark}\r\n");
        await screen.SeeAsync($"{runs}{Sleep}{mark}\r\n> ");
        await screen.TypeAsync("exit\r");
        await screen.SeeAsync(" stopped jobs.\r\n> ");
        await screen.TypeAsync("fg\r");
        await screen.SeeAsync("en\"\"ded' | cat\r\n");
        await screen.TypeAsync("typed\r");
        await screen.SeeAsync("typed\r\ntyped\r\n");
        await screen.TypeAsync("\u0004");
        await screen.SeeAsync("ended\r\n> ");
        await screen.TypeAsync("fg %5\r");
        await screen.SeeAsync("%5");
        await screen.SeeAsync("%5");
        await screen.TypeAsync("kill %1\r");
        await screen.TypeUntilAsync("\r", $"{terminated}{Sleep}\r\n> ");
        await screen.TypeAsync("jobs; exit 4\r");
        Assert.Equal(4, (await screen.Process.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task Program_StoppedAtTheTerminal_GoesOnAndTheShellHasItsModesBack()
    {
        const string Program = "process.on('SIGCONT', () => { console.log('went', 'on'); process.exit(); }); setInterval(() => {}, 1000); process.stdin.setRawMode(true); console.log('rea' + 'dy'); process.kill(process.pid, 'SIGSTOP');";
        await using var screen = new Screen(await _runtime.SpawnCommandAsync("sh", [], s_terminal));
        await screen.SeeAsync("$ ");
        await screen.TypeAsync($"node -e \"{Program}\"\r");
        await screen.SeeAsync("ready\r\n");
        await screen.SeeAsync("[1] + Stopped (signal)           node");
        await screen.SeeAsync("$ ");
        await screen.TypeAsync("echo echoed; stty -a | grep -c ' icanon'\r");
        await screen.SeeAsync("echo echoed");
        await screen.SeeAsync("echoed\r\n1\r\n$ ");
        Assert.Equal(GuestProcessState.Stopped, (await _runtime.Processes.ListAsync()).Single(process => process.Argv is ["node", ..]).State);
        await screen.TypeAsync("fg\r");
        await screen.SeeAsync("went on\r\n");
        await screen.TypeAsync("exit\r");
        Assert.Equal(0, (await screen.Process.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task StopCharacter_WithoutAShell_StopsNothing()
    {
        await using var screen = new Screen(await _runtime.SpawnCommandAsync("cat", [], s_terminal));
        await screen.TypeAsync("\u001aon\r");
        await screen.SeeAsync("^Zon\r\non\r\n");
        await screen.TypeAsync("\u0004");
        Assert.Equal(0, (await screen.Process.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task Stdin_GivenWhole_IsTypedAndEnds()
    {
        RunResult result = await _runtime.ExecCommandAsync("cat", [], s_terminal with { Stdin = StandardInput.FromText("one\ntwo\n") });
        Assert.Equal((0, ""), (result.ExitCode, result.Stderr));
        Assert.Equal(2, result.Stdout.Split("one\r\n").Length - 1);
        Assert.Equal(2, result.Stdout.Split("two\r\n").Length - 1);
        Assert.Equal(0, (await _runtime.ExecCommandAsync("cat", [], s_terminal)).ExitCode);
    }

    [Fact]
    public async Task Output_NobodyLooksAt_DoesNotHoldTypingUp()
    {
        await using var screen = new Screen(await _runtime.SpawnCommandAsync("sh", ["-c", "yes"], s_terminal));
        await screen.SeeAsync("y\r\ny\r\n");
        await screen.TypeAsync("\u0003");
        await screen.Process.Stdout.CopyToAsync(Stream.Null);
        Assert.Equal(130, (await screen.Process.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task RetainOutput_ReadByCursor_NeedsNoReaderMeanwhile()
    {
        const string Program = "console.log('out'); setTimeout(() => { console.error('err'); process.stdout.write('x'.repeat(1 << 20)); }, 50);";
        await using SpawnedProcess process = await _runtime.SpawnAsync(Program, new RunOptions { RetainOutput = true });
        OutputPage first = await process.ReadOutputAsync();
        Assert.Equal("out\n", Encoding.UTF8.GetString(first.Events[0].Data.Span));
        await process.WaitAsync();
        int bytes = 0;
        var channels = new HashSet<OutputChannel>();
        for (OutputPage page = await process.ReadOutputAsync(first.NextCursor); page.Events.Count > 0; page = await process.ReadOutputAsync(page.NextCursor))
        {
            bytes += page.Events.Sum(piece => piece.Data.Length);
            channels.UnionWith(page.Events.Select(piece => piece.Channel));
        }
        Assert.Equal("err\n".Length + (1 << 20), bytes);
        Assert.Equal([OutputChannel.Stdout, OutputChannel.Stderr], channels.Order());
        await using SpawnedProcess plain = await _runtime.SpawnCommandAsync("true");
        await Assert.ThrowsAsync<InvalidOperationException>(() => plain.ReadOutputAsync());
        Assert.Contains("RetainOutput", (await Assert.ThrowsAsync<ArgumentException>(() => _runtime.ExecAsync("", new RunOptions { RetainOutput = true }))).Message);
    }

    [Fact]
    public async Task Options_OutOfRange_AreRefused()
    {
        Assert.Contains("Terminal", (await Assert.ThrowsAsync<ArgumentException>(() => _runtime.ExecAsync("", new RunOptions { Terminal = new TerminalSize(0, 1) }))).Message);
        await using SpawnedProcess plain = await _runtime.SpawnCommandAsync("cat");
        Assert.Throws<InvalidOperationException>(() => plain.Resize(TerminalSize.Default));
        await using SpawnedProcess process = await _runtime.SpawnCommandAsync("cat", [], s_terminal);
        Assert.Throws<ArgumentOutOfRangeException>(() => process.Resize(new TerminalSize(1, TerminalSize.Largest + 1)));
    }

    /// <summary>What a terminal shows, as someone who waits for a text sees it.</summary>
    private sealed class Screen(SpawnedProcess process) : IAsyncDisposable
    {
        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

        private readonly StringBuilder _seen = new();
        private readonly byte[] _buffer = new byte[4096];

        public SpawnedProcess Process => process;

        public async Task TypeAsync(string keys) => await process.Stdin.WriteAsync(Encoding.UTF8.GetBytes(keys));

        /// <summary>Waits for a text and forgets what was before it.</summary>
        public async Task SeeAsync(string text)
        {
            using var patience = new CancellationTokenSource(s_patience);
            int at;
            while ((at = _seen.ToString().IndexOf(text, StringComparison.Ordinal)) < 0)
            {
                int read;
                try
                {
                    read = await process.Stdout.ReadAsync(_buffer, patience.Token);
                }
                catch (OperationCanceledException)
                {
                    read = 0;
                }
                Assert.True(read > 0, $"'{text}' was not shown, but: {_seen}");
                _seen.Append(Encoding.UTF8.GetString(_buffer, 0, read));
            }
            _seen.Remove(0, at + text.Length);
        }

        /// <summary>Types a key until a text is shown: what comes before the program is ready for it does nothing.</summary>
        public async Task TypeUntilAsync(string key, string text)
        {
            var seen = SeeAsync(text);
            while (!seen.IsCompleted)
            {
                await TypeAsync(key);
                await Task.WhenAny(seen, Task.Delay(500));
            }
            await seen;
        }

        public ValueTask DisposeAsync() => process.DisposeAsync();
    }
}
