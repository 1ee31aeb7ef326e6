using Microsoft.AspNetCore.Components;
using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Components.Controls;

/// <summary>The process table of a runtime.</summary>
public sealed partial class ProcessPanel
{
    private const string Terminate = "SIGTERM";
    private const string Kill = "SIGKILL";

    /// <summary>The processes in tree order.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<ProcessRow> Rows { get; set; } = [];

    /// <summary>Now, for ages.</summary>
    [Parameter]
    public DateTimeOffset Now { get; set; }

    /// <summary>Called when a signal is to be sent.</summary>
    [Parameter]
    public EventCallback<ProcessSignal> OnKill { get; set; }

    private int GuestCount => Rows.Count(row => row.Pid != ProcessRow.InitPid);

    private Task SendAsync(ProcessRow row, string signal) => OnKill.InvokeAsync(new ProcessSignal(row.Pid, signal));
}
