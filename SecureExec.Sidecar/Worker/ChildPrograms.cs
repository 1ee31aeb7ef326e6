using System.Text;
using SecureExec.Kernel;
using SecureExec.Protocol;
using SecureExec.Sidecar.Commands;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Worker;

/// <summary>
/// The programs of the machine: <c>node</c>, each time in an isolate and a thread of its own, the shell and
/// the usual commands, each on a thread of its own over the kernel's calls, commands written in JavaScript, each in an isolate like a node,
/// and a command for each collection of the host's functions.
/// </summary>
internal sealed class ChildPrograms : IGuestPrograms
{
    private const int BadOption = 9;
    private const int StandardError = 2;

    private static readonly string[] s_names = [.. NativePrograms.Names, .. ScriptPrograms.Names];

    private readonly IGuestEngine _engine;
    private readonly ResourceLimits _limits;
    private readonly JsRuntimeOptions _js;
    private readonly NativeMachine _machine;
    private readonly Dictionary<string, NativeMain> _hostCommands;

    public ChildPrograms(IGuestEngine engine, ResourceLimits limits, JsRuntimeOptions js, IEnumerable<string> hostFunctions, TimeProvider clock, Action<LimitWarning>? onLimit)
    {
        _hostCommands = HostCommands.Collections(hostFunctions).ToDictionary(HostCommands.PathOf, collection => (NativeMain)(context => HostCommand.Run(context, collection)), StringComparer.Ordinal);
        _engine = engine;
        _limits = limits;
        _js = js;
        _machine = new NativeMachine((process, program, events) => Run(process, program, events), process => new ChildSession(this, process, limits, onLimit)) { Now = clock.GetUtcNow };
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Commands => s_names;

    /// <inheritdoc/>
    public bool Has(string path) => path == BaseSystem.NodePath || Native(path) is not null || ScriptPrograms.Has(path);

    /// <inheritdoc/>
    public void Start(GuestProcess process, Executable program) => _machine.Start(process, program);

    /// <summary>Runs a program in a process; its end is told to <paramref name="events"/>. Null when it ended before it began.</summary>
    internal IGuestRun? Run(GuestProcess process, Executable program, IGuestRunEvents events)
    {
        if (Native(program.Path) is { } main)
        {
            NativeThread.Start(_machine, process, new NativeContext(_machine, process, program.Argv), main, events);
            return new NativeRun(process);
        }
        string name = program.Argv[0];
        if (ScriptPrograms.Find(program.Path) is { } source)
        {
            var script = new ProgramConfig { Kind = ProgramKind.CommonJs, Source = source };
            return _engine.Start(process, ProgramTranslation.Translate(script, _limits, _js) with { Argv = [.. program.Argv], IsCommand = true, AllowedBuiltins = null }, events);
        }
        (ProgramConfig? node, string? complaint) = NodeCommandLine.Parse([.. program.Argv.Skip(1)], new ProgramConfig { Kind = ProgramKind.File }, process.Sys.Terminals.IsTerminal(0));
        if (node is null)
        {
            process.Sys.Write(StandardError, Encoding.UTF8.GetBytes($"{name}: {complaint}\n"), -1);
            process.Exit(BadOption, null);
            events.OnExit(new GuestExit { Outcome = GuestOutcome.Exited, ExitCode = BadOption });
            return null;
        }
        return _engine.Start(process, ProgramTranslation.Translate(node, _limits, _js) with { Argv = [name, .. node.Args] }, events);
    }

    private NativeMain? Native(string path) => NativePrograms.Find(path) ?? _hostCommands.GetValueOrDefault(path);
}
