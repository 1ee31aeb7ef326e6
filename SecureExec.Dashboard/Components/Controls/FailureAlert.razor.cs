using Microsoft.AspNetCore.Components;
using MudBlazor;
using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Components.Controls;

/// <summary>Shows why a call failed, and what helps.</summary>
public sealed partial class FailureAlert
{
    /// <summary>The failure; nothing is shown without one.</summary>
    [Parameter]
    [EditorRequired]
    public GatewayFailure? Failure { get; set; }

    /// <summary>A further sentence.</summary>
    [Parameter]
    public string? Hint { get; set; }

    private Severity Severity => Failure?.Kind == GatewayFailureKind.Rejected ? Severity.Warning : Severity.Error;
}
