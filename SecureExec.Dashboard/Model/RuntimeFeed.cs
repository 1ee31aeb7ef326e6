using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Model;

/// <summary>
/// Keeps a <see cref="RuntimeBoard"/> current for one user: follows the gateway's stream, opens it again when it is lost, and wakes
/// its listeners at most once per <see cref="WakeInterval"/>.
/// </summary>
/// <param name="gateway">The gateway.</param>
/// <param name="time">The clock of pauses.</param>
public sealed class RuntimeFeed(IGatewayClient gateway, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Shortest time between two <see cref="Changed"/> calls.</summary>
    public static readonly TimeSpan WakeInterval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private Task? _following;
    private bool _waking;
    private volatile RuntimeBoard _board = RuntimeBoard.Empty;

    /// <summary>Called on any thread after the board or the state changed.</summary>
    public event Action? Changed;

    /// <summary>The newest board.</summary>
    public RuntimeBoard Board => _board;

    /// <summary>How current <see cref="Board"/> is.</summary>
    public FeedState State { get; private set; } = FeedState.Connecting;

    /// <summary>Why the stream was lost; null while it is live.</summary>
    public GatewayFailure? Failure { get; private set; }

    /// <summary>Starts following; later calls do nothing.</summary>
    public void Start()
    {
        lock (_gate) _following ??= Task.Run(() => FollowAsync(_stopping.Token));
    }

    /// <summary>Stops following.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task? following;
        lock (_gate) following = _following;
        if (following is not null) await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await FollowOnceAsync(() => pause = FirstPause, cancellationToken);
                Report(FeedState.Lost, new GatewayFailure(GatewayFailureKind.Unreachable, "The gateway closed the stream of changes."));
            }
            catch (GatewayException e) when (e.Failure.Kind == GatewayFailureKind.Unauthorized)
            {
                Report(FeedState.SignedOut, e.Failure);
                return;
            }
            catch (GatewayException e)
            {
                Report(FeedState.Lost, e.Failure);
            }
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task FollowOnceAsync(Action onFirst, CancellationToken cancellationToken)
    {
        // A fresh board per stream: a runtime that went away meanwhile is in no snapshot.
        var board = RuntimeBoard.Empty;
        await foreach (var change in gateway.WatchRuntimesAsync(cancellationToken))
        {
            board = board.Apply(change);
            _board = board;
            if (State != FeedState.Live) onFirst();
            Report(FeedState.Live, null);
        }
    }

    private void Report(FeedState state, GatewayFailure? failure)
    {
        State = state;
        Failure = failure;
        lock (_gate)
        {
            if (_waking) return;
            _waking = true;
        }
        _ = WakeAsync();
    }

    private async Task WakeAsync()
    {
        await Task.Delay(WakeInterval, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate) _waking = false;
        if (!_stopping.IsCancellationRequested) Changed?.Invoke();
    }
}
