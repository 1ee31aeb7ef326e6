using SecureExec.Contracts;

namespace SecureExec.Dashboard.Model;

/// <summary>One runtime as the list shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">Its name, or the beginning of its id.</param>
/// <param name="State">Its state.</param>
/// <param name="Node">The pool node it lives on.</param>
/// <param name="Policy">Its policy's name, or "default".</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Runs">Runs started so far.</param>
/// <param name="MemoryBytes">Resident memory of its worker.</param>
/// <param name="Processes">Guest processes alive.</param>
public sealed record RuntimeRow(
    string Id,
    string Label,
    RuntimeState State,
    string Node,
    string Policy,
    DateTimeOffset CreatedAt,
    long Runs,
    long? MemoryBytes,
    int Processes)
{
    private const int MaxLabel = 64;
    private const int ShortId = 18;

    /// <summary>The row of a runtime.</summary>
    public static RuntimeRow Of(RuntimeInfo runtime) => new(
        runtime.Id,
        LabelOf(runtime),
        runtime.State,
        runtime.Node,
        runtime.Policy ?? "default",
        runtime.CreatedAt,
        runtime.Runs,
        runtime.MemoryBytes,
        runtime.Processes.Count(p => p.ExitCode is null && p.Pid != ProcessRow.InitPid));

    /// <summary>A runtime's name, or the beginning of its id when it has none.</summary>
    public static string LabelOf(RuntimeInfo runtime)
    {
        if (!string.IsNullOrWhiteSpace(runtime.Name)) return GuestText.Show(runtime.Name, MaxLabel);
        return runtime.Id.Length > ShortId ? runtime.Id[..ShortId] + "…" : runtime.Id;
    }
}
