using Microsoft.AspNetCore.Components;
using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Components;

/// <summary>A component that shows live runtimes: drawn again after each change, and now and then because ages grow.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private static readonly TimeSpan AgeInterval = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _leaving = new();
    private ITimer? _ageTimer;

    /// <summary>The live runtimes.</summary>
    [Inject]
    public RuntimeFeed Feed { get; set; } = null!;

    /// <summary>The clock that ages are told by.</summary>
    [Inject]
    public TimeProvider Time { get; set; } = null!;

    /// <summary>Cancelled when the user leaves the component.</summary>
    protected CancellationToken Leaving => _leaving.Token;

    /// <summary>Now.</summary>
    protected DateTimeOffset Now => Time.GetUtcNow();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops listening.</summary>
    /// <param name="disposing">Whether called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        Feed.Changed -= Redraw;
        _ageTimer?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Feed.Changed += Redraw;
        _ageTimer = Time.CreateTimer(_ => Redraw(), null, AgeInterval, AgeInterval);
    }

    /// <summary>Draws the component again, from any thread.</summary>
    protected void Redraw() => _ = InvokeAsync(StateHasChanged);
}
