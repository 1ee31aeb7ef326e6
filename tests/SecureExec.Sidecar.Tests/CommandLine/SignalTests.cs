namespace SecureExec.Sidecar.Tests.CommandLine;

/// <summary>Signals that the command line gets are the program's.</summary>
public sealed class SignalTests
{
    private const int Hangup = 1, Interrupt = 2, Quit = 3, User2 = 12, Terminate = 15;

    private const string Waits = "setInterval(() => {}, 1000); console.log('ready');";

    [Theory]
    [InlineData(Hangup)]
    [InlineData(Interrupt)]
    [InlineData(Quit)]
    [InlineData(User2)]
    [InlineData(Terminate)]
    public async Task Kill_ProgramWithoutHandler_EndsByTheSignal(int signal)
    {
        await using CommandLineProcess command = CommandLineProcess.Start("-e", Waits);
        Assert.Equal("ready", await command.ReadLineAsync());
        command.Kill(signal);
        Assert.Equal(("", "", 128 + signal), await command.WaitAsync());
    }

    [Theory]
    [InlineData(Hangup, "SIGHUP")]
    [InlineData(Interrupt, "SIGINT")]
    [InlineData(User2, "SIGUSR2")]
    [InlineData(Terminate, "SIGTERM")]
    public async Task Kill_ProgramWithHandler_HandlesIt(int signal, string name)
    {
        await using CommandLineProcess command = CommandLineProcess.Start("-e", $"process.on('{name}', (name, number) => {{ console.log(name, number); process.exit(7); }}); {Waits}");
        Assert.Equal("ready", await command.ReadLineAsync());
        command.Kill(signal);
        Assert.Equal(($"{name} {signal}\n", "", 7), await command.WaitAsync());
    }

    [Fact]
    public async Task ControlC_AtATerminal_ReachesTheProgramOnceEachTime()
    {
        await using CommandLineProcess command = CommandLineProcess.Start("-e", $"let n = 0; process.on('SIGINT', () => console.log('int', ++n)); process.once('SIGTERM', () => process.exit(3)); {Waits}");
        Assert.Equal("ready", await command.ReadLineAsync());
        command.KillGroup(Interrupt);
        Assert.Equal("int 1", await command.ReadLineAsync());
        command.KillGroup(Interrupt);
        Assert.Equal("int 2", await command.ReadLineAsync());
        command.KillGroup(Terminate);
        Assert.Equal(("", "", 3), await command.WaitAsync());
    }

    [Fact]
    public async Task ControlC_ASecondTimeAfterOnce_EndsTheProgram()
    {
        await using CommandLineProcess command = CommandLineProcess.Start("-e", $"process.once('SIGINT', () => console.log('cleaning up')); {Waits}");
        Assert.Equal("ready", await command.ReadLineAsync());
        command.KillGroup(Interrupt);
        Assert.Equal("cleaning up", await command.ReadLineAsync());
        command.KillGroup(Interrupt);
        Assert.Equal(("", "", 128 + Interrupt), await command.WaitAsync());
    }

    [Fact]
    public async Task ControlC_ProgramInAnEndlessLoop_EndsIt()
    {
        await using CommandLineProcess command = CommandLineProcess.Start("-e", "console.log('ready'); for (;;);");
        Assert.Equal("ready", await command.ReadLineAsync());
        command.KillGroup(Interrupt);
        Assert.Equal(("", "", 128 + Interrupt), await command.WaitAsync());
    }

    [Fact]
    public async Task Kill_AsSoonAsTheCommandRuns_EndsIt()
    {
        await using CommandLineProcess command = CommandLineProcess.Start("-e", Waits);
        command.KillGroup(Terminate);
        Assert.Equal(128 + Terminate, (await command.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task Worker_OfTheCommand_IsInNoGroupOfTheTerminalAndGoesWithIt()
    {
        await using CommandLineProcess command = CommandLineProcess.Start("-e", Waits);
        Assert.Equal("ready", await command.ReadLineAsync());
        (int pid, int group, int session) = Assert.Single(command.Children());
        Assert.Equal((pid, pid), (group, session));
        command.KillGroup(Interrupt);
        await command.WaitAsync();
        Assert.False(Directory.Exists($"/proc/{pid}"));
    }

    [Fact]
    public async Task Kill_WithJson_IsTold()
    {
        await using CommandLineProcess command = CommandLineProcess.Start("--json", "-e", "process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)");
        (string output, _, int exitCode) = await command.WaitAsync();
        Assert.Equal(128 + Terminate, exitCode);
        Assert.Contains("\"exitCode\":143", output);
    }
}
