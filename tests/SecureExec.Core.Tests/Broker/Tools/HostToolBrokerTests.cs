using System.Collections.Concurrent;
using System.Text.Json;
using SecureExec.Broker.Tools;
using SecureExec.Kernel;
using SecureExec.Permissions;
using SecureExec.Protocol;

namespace SecureExec.Core.Tests.Broker.Tools;

/// <summary>What the broker does with calls of a worker that asks for what its kernel would have refused.</summary>
public sealed class HostToolBrokerTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly BlockingCollection<(int Id, HostToolReply Reply)> _replies = [];
    private readonly BlockingCollection<AuditEntry> _audit = [];
    private readonly ConcurrentQueue<string> _called = new();
    private readonly TaskCompletionSource<JsonElement> _gate = new();
    private HostToolBroker? _broker;

    public void Dispose()
    {
        _gate.TrySetResult(default);
        _broker?.Dispose();
    }

    [Fact]
    public void Call_DeniedByThisSidesPolicy_IsRefusedToldAndNotMade()
    {
        HostToolBroker broker = Broker(ScopePolicy.Allow.Append(new PermissionRule(PermissionMode.Deny, ["invoke"], ["secret/*"])));
        broker.Call(1, "secret/read", "{}", 7);
        Assert.Equal((1, "EACCES"), Next());
        AuditEntry entry = _audit.Take();
        Assert.Equal(("security.permission.denied", "secret/read", 7), (entry.Kind, entry.Resource, entry.Pid));
        Assert.Empty(_called);
    }

    [Theory]
    [InlineData("none", "{}", "ERR_HOST_TOOL_NOT_FOUND")]
    [InlineData("", "{}", "ERR_HOST_TOOL_NOT_FOUND")]
    [InlineData("echo", "{", "ERR_HOST_TOOL_INVALID_INPUT")]
    [InlineData("echo", "", "ERR_HOST_TOOL_INVALID_INPUT")]
    [InlineData("number", "\"x\"", "ERR_HOST_TOOL_INVALID_INPUT")]
    public void Call_ThatTheKernelWouldNotHaveMade_IsRefused(string name, string input, string code)
    {
        Broker(ScopePolicy.Allow).Call(1, name, input, 0);
        Assert.Equal((1, code), Next());
        Assert.Empty(_called);
    }

    [Fact]
    public void Call_InputTooLargeOrTooDeep_IsRefused()
    {
        HostToolBroker broker = Broker(ScopePolicy.Allow);
        broker.Call(1, "echo", $"\"{new string('x', ResourceLimits.Default.MaxHostFunctionInputBytes)}\"", 0);
        Assert.Equal((1, "ERR_HOST_TOOL_TOO_LARGE"), Next());
        broker.Call(2, "echo", new string('[', 1000) + new string(']', 1000), 0);
        Assert.Equal((2, "ERR_HOST_TOOL_INVALID_INPUT"), Next());
        Assert.Empty(_called);
    }

    [Fact]
    public void Call_NumberThatIsUnderWay_BreaksTheProtocol()
    {
        HostToolBroker broker = Broker(ScopePolicy.Allow);
        broker.Call(1, "stubborn", "{}", 0);
        Assert.Throws<ProtocolException>(() => broker.Call(1, "echo", "{}", 0));
    }

    [Fact]
    public void Calls_OfHandlersThatDoNotObey_KeepTheirPlaceAfterTheirTime()
    {
        HostToolBroker broker = Broker(ScopePolicy.Allow, ResourceLimits.Default with { MaxHostFunctionCalls = 2 });
        broker.Call(1, "stubborn", "{}", 0);
        broker.Call(2, "stubborn", "{}", 0);
        Assert.Equal("ERR_HOST_TOOL_TIMEOUT", Next().Code);
        Assert.Equal("ERR_HOST_TOOL_TIMEOUT", Next().Code);
        broker.Call(3, "echo", "1", 0);
        Assert.Equal((3, "ERR_HOST_TOOL_BUSY"), Next());
        _gate.SetResult(default);
        int id = 4;
        string? code;
        do
        {
            broker.Call(id++, "echo", "1", 0);
            code = Next().Code;
        }
        while (code == "ERR_HOST_TOOL_BUSY");
        Assert.Null(code);
    }

    [Fact]
    public void Cancel_ReachesTheHandlerAndTheCallIsAnswered()
    {
        HostToolBroker broker = Broker(ScopePolicy.Allow);
        broker.Call(1, "obeys", "{}", 0);
        Assert.True(SpinWait.SpinUntil(() => _called.Contains("obeys"), s_patience));
        broker.Cancel(1);
        broker.Cancel(99);
        Assert.Equal((1, "ERR_HOST_TOOL_CANCELLED"), Next());
    }

    [Fact]
    public void Schemas_WithOneId_DoNotMeet()
    {
        HostFunction With(string type) => new("d", (input, _) => Task.FromResult(input)) { InputSchema = JsonElement.Parse($$"""{"$id":"https://example.com/s","type":"{{type}}"}""") };
        var catalogue = HostToolCatalogue.From(new Dictionary<string, HostFunction> { ["a"] = With("string"), ["b"] = With("number") }, ResourceLimits.Default);
        Assert.Null(catalogue.Tools["a"].Schema!.FindFault(JsonElement.Parse("\"x\"")));
        Assert.Null(catalogue.Tools["b"].Schema!.FindFault(JsonElement.Parse("1")));
        Assert.NotNull(catalogue.Tools["a"].Schema!.FindFault(JsonElement.Parse("1")));
    }

    private HostToolBroker Broker(ScopePolicy tools, ResourceLimits? limits = null)
    {
        HostFunction Noted(string name, Func<JsonElement, CancellationToken, Task<JsonElement>> handler) => new("d", (input, token) =>
        {
            _called.Enqueue(name);
            return handler(input, token);
        });
        var functions = new Dictionary<string, HostFunction>
        {
            ["echo"] = Noted("echo", (input, _) => Task.FromResult(input)),
            ["secret/read"] = Noted("secret/read", (input, _) => Task.FromResult(input)),
            ["number"] = Noted("number", (input, _) => Task.FromResult(input)) with { InputSchema = JsonElement.Parse("""{"type":"number"}""") },
            ["stubborn"] = Noted("stubborn", (_, _) => _gate.Task) with { Timeout = TimeSpan.FromMilliseconds(50) },
            ["obeys"] = Noted("obeys", async (input, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return input;
            }),
        };
        limits ??= ResourceLimits.Default;
        return _broker = new HostToolBroker(HostToolCatalogue.From(functions, limits), new PolicyEngine(PermissionPolicy.DenyAll with { Tool = tools }), limits, (id, reply) => _replies.Add((id, reply)), _audit.Add);
    }

    private (int Id, string? Code) Next()
    {
        Assert.True(_replies.TryTake(out (int Id, HostToolReply Reply) next, s_patience));
        return (next.Id, next.Reply.Code);
    }
}
