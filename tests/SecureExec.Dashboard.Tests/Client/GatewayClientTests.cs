using SecureExec.Contracts;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Client;

public sealed class GatewayClientTests : IAsyncLifetime
{
    private FakeGateway _gateway = null!;
    private GatewayClient _client = null!;

    public async Task InitializeAsync()
    {
        _gateway = await FakeGateway.StartAsync();
        _client = ClientOf(_gateway.Address, FakeGateway.ApiKey);
    }

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Fact]
    public async Task VerifyKey_WrongKey_IsUnauthorized()
    {
        Assert.Equal(GatewayFailureKind.Unauthorized, (await _client.VerifyKeyAsync("wrong", default)).Failure?.Kind);
        Assert.Null((await _client.VerifyKeyAsync(FakeGateway.ApiKey, default)).Failure);
    }

    [Fact]
    public async Task Watch_RuntimesChange_GivesSnapshotThenChanges()
    {
        _gateway.Put(Samples.Runtime("rt-a"));
        await using var events = _client.WatchRuntimesAsync(default).GetAsyncEnumerator();

        Assert.True(await events.MoveNextAsync());
        Assert.Equal(["rt-a"], events.Current.Runtimes!.Select(r => r.Id));
        _gateway.Put(Samples.Runtime("rt-b"));
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("rt-b", events.Current.Runtime?.Id);
        _gateway.DropListeners();
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task Watch_WrongKey_ThrowsUnauthorized()
    {
        await using var events = ClientOf(_gateway.Address, "wrong").WatchRuntimesAsync(default).GetAsyncEnumerator();

        var error = await Assert.ThrowsAsync<GatewayException>(async () => await events.MoveNextAsync());

        Assert.Equal(GatewayFailureKind.Unauthorized, error.Failure.Kind);
    }

    [Fact]
    public async Task Call_GatewayGone_IsUnreachable()
    {
        await _gateway.DisposeAsync();

        var answer = await _client.ListPoliciesAsync(default);

        Assert.Equal(GatewayFailureKind.Unreachable, answer.Failure?.Kind);
    }

    [Fact]
    public async Task Call_Cancelled_ThrowsInsteadOfBlamingTheGateway()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.ListPoliciesAsync(cancelled.Token));
    }

    [Fact]
    public async Task ReadFile_SpecialCharactersInThePath_ReachTheGatewayUnchanged()
    {
        var answer = await _client.ReadFileAsync("rt-a", "/tmp/a b#?%.json", 100, default);

        Assert.Equal("{}"u8.ToArray(), answer.Value?.Bytes);
    }

    [Fact]
    public async Task ReadFile_LongerThanAsked_IsCut()
    {
        var answer = await _client.ReadFileAsync("rt-a", "/readme.txt", 5, default);

        Assert.Equal("Hello"u8.ToArray(), answer.Value?.Bytes);
        Assert.True(answer.Value?.Truncated);
    }

    [Fact]
    public async Task ReadFile_Directory_IsRejected() =>
        Assert.Equal(GatewayFailureKind.Rejected, (await _client.ReadFileAsync("rt-a", "/tmp", 100, default)).Failure?.Kind);

    [Fact]
    public async Task ReadFile_Missing_HasTheGatewaysWords()
    {
        var failure = (await _client.ReadFileAsync("rt-a", "/nope", 100, default)).Failure;

        Assert.Equal(GatewayFailureKind.NotFound, failure?.Kind);
        Assert.StartsWith("ENOENT", failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_Signal_ReachesTheProcess()
    {
        Assert.Null((await _client.KillAsync("rt-a", 7, "SIGTERM", default)).Failure);
        Assert.Equal(["rt-a 7 SIGTERM"], _gateway.Signals);
    }

    [Fact]
    public async Task SavePolicy_SomebodyElseSavedMeanwhile_IsRejected()
    {
        var first = (await _client.SavePolicyAsync("p", Samples.Json("{}"), null, default)).Value!;
        Assert.Equal(2, (await _client.SavePolicyAsync("p", Samples.Json("{\"fs\":\"deny\"}"), first.Revision, default)).Value?.Revision);

        var late = await _client.SavePolicyAsync("p", Samples.Json("{}"), first.Revision, default);

        Assert.Equal(GatewayFailureKind.Rejected, late.Failure?.Kind);
    }

    [Fact]
    public async Task SavePolicy_Invalid_HasTheErrorsOfTheDocument()
    {
        var answer = await _client.SavePolicyAsync("p", Samples.Json("{\"fs\":1}"), null, default);

        Assert.Contains("permissions.fs", answer.Failure?.Errors["document"][0]);
    }

    [Fact]
    public async Task Run_InARuntime_GivesTheResponse()
    {
        var runtime = (await _client.CreateRuntimeAsync(new CreateRuntimeRequest { Name = "x" }, default)).Value!;

        var answer = await _client.RunAsync(runtime.Id, new RunRequest { Code = "1" }, default);

        Assert.Equal(ResponseOutcome.Succeeded, answer.Value?.Outcome);
        Assert.Null((await _client.DeleteRuntimeAsync(runtime.Id, default)).Failure);
        Assert.Equal(GatewayFailureKind.NotFound, (await _client.DeleteRuntimeAsync(runtime.Id, default)).Failure?.Kind);
    }

    private static GatewayClient ClientOf(Uri address, string key) => new(
        new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan }, new FixedKey(key));

    private sealed class FixedKey(string key) : IApiKeySource
    {
        public ValueTask<string?> GetAsync() => new(key);
    }
}
