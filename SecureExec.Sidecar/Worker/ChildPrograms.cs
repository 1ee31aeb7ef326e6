using System.Text;
using SecureExec.Kernel;
using SecureExec.Protocol;
using SecureExec.Sidecar.Commands;
using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Worker;

/// <summary>The programs that guests start: <c>node</c>, each time in an isolate and a thread of its own, beside its parent.</summary>
internal sealed class ChildPrograms(IGuestEngine engine, ResourceLimits limits, JsRuntimeOptions js, Action<LimitWarning>? onLimit) : IGuestPrograms
{
    private const int BadOption = 9;
    private const int StandardError = 2;

    /// <inheritdoc/>
    public bool Has(string path) => path == BaseSystem.NodePath;

    /// <inheritdoc/>
    public void Start(GuestProcess process, Executable program)
    {
        string name = program.Argv[0];
        (ProgramConfig? node, string? complaint) = NodeCommandLine.Parse([.. program.Argv.Skip(1)], new ProgramConfig { Kind = ProgramKind.File });
        if (node is null)
        {
            process.Sys.Write(StandardError, Encoding.UTF8.GetBytes($"{name}: {complaint}\n"), -1);
            process.Exit(BadOption, null);
            return;
        }
        new ChildSession(process, limits, onLimit).Start(engine, ProgramTranslation.Translate(node, limits, js) with { Argv = [name, .. node.Args] });
    }
}
