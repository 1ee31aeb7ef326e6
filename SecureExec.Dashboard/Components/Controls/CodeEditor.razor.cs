using Microsoft.AspNetCore.Components;

namespace SecureExec.Dashboard.Components.Controls;

/// <summary>A plain text editor with line numbers. The Tab key leaves it, as everywhere else on the page.</summary>
public sealed partial class CodeEditor
{
    /// <summary>What is edited, for screen readers.</summary>
    [Parameter]
    [EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Id of the text area.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>The text.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>Called with each change.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>Lines shown at least.</summary>
    [Parameter]
    public int MinLines { get; set; } = 10;

    /// <summary>Numbers of lines to mark as wrong.</summary>
    [Parameter]
    public IReadOnlySet<int> MarkedLines { get; set; } = new HashSet<int>();

    private int LineCount => Value.AsSpan().Count('\n') + 1;

    private Task ChangeAsync(ChangeEventArgs change) => ValueChanged.InvokeAsync((string?)change.Value ?? "");
}
