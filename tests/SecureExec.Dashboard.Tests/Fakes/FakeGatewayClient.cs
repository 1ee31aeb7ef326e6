using System.Text.Json;
using System.Threading.Channels;
using SecureExec.Contracts;
using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Tests.Fakes;

/// <summary>A gateway client that answers from delegates; what a test did not set fails as unreachable.</summary>
internal sealed class FakeGatewayClient : IGatewayClient
{
    public static readonly GatewayFailure Down = new(GatewayFailureKind.Unreachable, "down");

    /// <summary>The streams handed out, one per watch; a watch beyond them never gets an event.</summary>
    public Channel<ChannelReader<RuntimeEvent>> Streams { get; } = Channel.CreateUnbounded<ChannelReader<RuntimeEvent>>();

    /// <summary>The bodies of saved policies, in order.</summary>
    public List<(string Name, string Document, int? Revision)> Saved { get; } = [];

    public Func<CreateRuntimeRequest, GatewayResult<RuntimeInfo>> OnCreate { get; set; } = _ => Down;

    public Func<string, GatewayResult<Done>> OnDelete { get; set; } = _ => Down;

    public Func<RunRequest, CancellationToken, Task<GatewayResult<RunResponse>>> OnRun { get; set; } =
        (_, _) => Task.FromResult<GatewayResult<RunResponse>>(Down);

    public Func<int, string, GatewayResult<Done>> OnKill { get; set; } = (_, _) => Down;

    public Func<string, Task<GatewayResult<FileListing>>> OnList { get; set; } = path => Task.FromResult<GatewayResult<FileListing>>(
        Samples.Directories.TryGetValue(path, out var entries) ? new FileListing(path, entries) : Down);

    public Func<string, Task<GatewayResult<GuestFile>>> OnRead { get; set; } = path => Task.FromResult<GatewayResult<GuestFile>>(
        Samples.Files.TryGetValue(path, out var bytes) ? new GuestFile(bytes, false) : Down);

    public Func<GatewayResult<PolicyList>> OnPolicies { get; set; } = () => Down;

    public Func<string, JsonElement, GatewayResult<PolicyInfo>> OnSave { get; set; } = (_, _) => Down;

    public Task<GatewayResult<Done>> VerifyKeyAsync(string apiKey, CancellationToken cancellationToken) =>
        Task.FromResult<GatewayResult<Done>>(Down);

    public async IAsyncEnumerable<RuntimeEvent> WatchRuntimesAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = await Streams.Reader.ReadAsync(cancellationToken);
        await foreach (var change in stream.ReadAllAsync(cancellationToken)) yield return change;
    }

    public Task<GatewayResult<RuntimeInfo>> CreateRuntimeAsync(CreateRuntimeRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(OnCreate(request));

    public Task<GatewayResult<Done>> DeleteRuntimeAsync(string id, CancellationToken cancellationToken) => Task.FromResult(OnDelete(id));

    public Task<GatewayResult<RunResponse>> RunAsync(string id, RunRequest request, CancellationToken cancellationToken) =>
        OnRun(request, cancellationToken);

    public Task<GatewayResult<Done>> KillAsync(string id, int pid, string signal, CancellationToken cancellationToken) =>
        Task.FromResult(OnKill(pid, signal));

    public Task<GatewayResult<FileListing>> ListDirectoryAsync(string id, string path, CancellationToken cancellationToken) => OnList(path);

    public Task<GatewayResult<GuestFile>> ReadFileAsync(string id, string path, int maxBytes, CancellationToken cancellationToken) =>
        OnRead(path);

    public Task<GatewayResult<PolicyList>> ListPoliciesAsync(CancellationToken cancellationToken) => Task.FromResult(OnPolicies());

    public Task<GatewayResult<PolicyInfo>> GetPolicyAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<GatewayResult<PolicyInfo>>(Down);

    public Task<GatewayResult<PolicyInfo>> SavePolicyAsync(
        string name, JsonElement document, int? revision, CancellationToken cancellationToken)
    {
        Saved.Add((name, document.GetRawText(), revision));
        return Task.FromResult(OnSave(name, document));
    }

    public Task<GatewayResult<Done>> DeletePolicyAsync(string name, CancellationToken cancellationToken) => Task.FromResult(OnDelete(name));
}
