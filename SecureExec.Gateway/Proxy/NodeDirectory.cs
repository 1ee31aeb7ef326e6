using System.Collections.Immutable;
using System.Text.Json;
using SecureExec.Contracts;

namespace SecureExec.Gateway.Proxy;

/// <summary>Knows the pool nodes: who they are, whether they answer, which one is the least busy.</summary>
internal sealed partial class NodeDirectory
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(3);

    private readonly NodeTransport _transport;
    private readonly ILogger<NodeDirectory> _logger;
    private readonly Lock _lock = new();
    private ImmutableArray<PoolNode> _nodes;
    private Task? _refresh;
    private uint _turn;

    public NodeDirectory(IConfiguration configuration, NodeTransport transport, ILogger<NodeDirectory> logger)
    {
        _transport = transport;
        _logger = logger;
        _nodes = [.. NodeAddresses.Read(configuration).Select(address => new PoolNode(address))];
        if (_nodes.IsEmpty)
            LogNoNodes();
    }

    /// <summary>The nodes as last seen.</summary>
    public ImmutableArray<PoolNode> Nodes
    {
        get
        {
            lock (_lock)
                return _nodes;
        }
    }

    /// <summary>The node with the id, or null.</summary>
    public async ValueTask<PoolNode?> FindAsync(string nodeId, CancellationToken cancellationToken)
    {
        if (Find(nodeId) is { Available: true } known)
            return known;

        await RefreshAsync().WaitAsync(cancellationToken);
        return Find(nodeId);
    }

    /// <summary>The available node with the smallest share of its runtimes in use, or null; equal ones take turns.</summary>
    public async ValueTask<PoolNode?> ChooseAsync(CancellationToken cancellationToken)
    {
        if (Choose() is { } known)
            return known;

        await RefreshAsync().WaitAsync(cancellationToken);
        return Choose();
    }

    /// <summary>Asks all nodes how they are. A call during another one shares its answers.</summary>
    public Task RefreshAsync()
    {
        lock (_lock)
        {
            if (_refresh is not { IsCompleted: false })
                _refresh = RefreshAllAsync(_nodes);
            return _refresh;
        }
    }

    private PoolNode? Find(string nodeId) => Nodes.FirstOrDefault(n => n.Info?.Id == nodeId);

    private PoolNode? Choose()
    {
        var candidates = Nodes.Where(n => n.Available).ToList();
        if (candidates.Count == 0)
            return null;

        var least = candidates.Min(Load);
        candidates.RemoveAll(n => Load(n) > least);
        return candidates[(int)(Interlocked.Increment(ref _turn) % (uint)candidates.Count)];
    }

    private static double Load(PoolNode node) => node.Info!.ActiveRuntimes / (double)Math.Max(1, node.Info.MaxRuntimes);

    private async Task RefreshAllAsync(ImmutableArray<PoolNode> nodes)
    {
        // Yields first, so that the caller's lock is not held while the nodes are asked.
        await Task.Yield();
        var asked = await Task.WhenAll(nodes.Select(AskAsync));
        lock (_lock)
            _nodes = [.. asked];
    }

    private async Task<PoolNode> AskAsync(PoolNode node)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout);
        try
        {
            var info = await _transport.GetAsync(node, "node", ContractsJsonContext.Default.NodeInfo, timeout.Token);
            if (!node.Available || node.Info?.Id != info.Id)
                LogFound(node.Address, info);
            return node with { Info = info, Problem = null };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or IOException)
        {
            var problem = e is OperationCanceledException ? "It did not answer in time." : e.Message;
            if (node.Available)
                LogLost(node.Info!.Id, node.Address, problem);
            return node with { Problem = problem };
        }
    }

    private void LogFound(Uri address, NodeInfo info)
    {
        LogNode(info.Id, address, info.Version, info.MaxRuntimes);
        if (info.Isolation.LockedDown)
            LogLockedDown(info.Id, info.Isolation.Summary);
        else
            LogNotLockedDown(info.Id, info.Isolation.Summary);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "No pool node is configured: set services__sidecar__http__0 to its address.")]
    private partial void LogNoNodes();

    [LoggerMessage(Level = LogLevel.Information, Message = "Pool node {Node} at {Address}: version {Version}, at most {MaxRuntimes} runtimes.")]
    private partial void LogNode(string node, Uri address, string version, int maxRuntimes);

    [LoggerMessage(Level = LogLevel.Information, Message = "Workers of pool node {Node} are locked down: {Summary}")]
    private partial void LogLockedDown(string node, string summary);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Workers of pool node {Node} are NOT locked down by the operating system: {Summary}")]
    private partial void LogNotLockedDown(string node, string summary);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pool node {Node} at {Address} is lost: {Problem}")]
    private partial void LogLost(string node, Uri address, string problem);
}
