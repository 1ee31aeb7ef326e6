using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using SecureExec.Kernel;
using SecureExec.Permissions;
using SecureExec.Protocol;

namespace SecureExec.Broker.Tools;

/// <summary>
/// Calls host functions for a worker that may be hostile: asks its own copy of the policy, checks size, number and input, keeps the time. What a handler that does
/// not obey its token still does keeps its place among the calls at once. Thread-safe; <see cref="Call"/> does not wait for anything.
/// </summary>
internal sealed class HostToolBroker : IDisposable
{
    private readonly HostToolCatalogue _catalogue;
    private readonly PolicyEngine _policy;
    private readonly ResourceLimits _limits;
    private readonly Action<int, HostToolReply> _reply;
    private readonly Action<AuditEntry>? _audit;
    private readonly ConcurrentDictionary<int, CancellationTokenSource> _calls = new();
    private readonly CancellationTokenSource _disposed = new();
    private int _running;

    /// <param name="catalogue">What may be called.</param>
    /// <param name="policy">Which of it the guest may call.</param>
    /// <param name="limits">Sizes and numbers.</param>
    /// <param name="reply">Sends an answer; each call has one. Does not block or throw.</param>
    /// <param name="audit">Told of each call that was made, refused or failed; does not block or throw.</param>
    internal HostToolBroker(HostToolCatalogue catalogue, PolicyEngine policy, ResourceLimits limits, Action<int, HostToolReply> reply, Action<AuditEntry>? audit)
    {
        _catalogue = catalogue;
        _policy = policy;
        _limits = limits;
        _reply = reply;
        _audit = audit;
    }

    /// <summary>Takes a call; its answer comes from another thread.</summary>
    internal void Call(int id, string name, string inputJson, int pid)
    {
        var cancel = CancellationTokenSource.CreateLinkedTokenSource(_disposed.Token);
        if (!_calls.TryAdd(id, cancel))
        {
            cancel.Dispose();
            throw new ProtocolException($"Call {id} of a host function is under way already.");
        }
        ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Broker.AnswerAsync(state.Id, state.Name, state.Input, state.Pid, state.Cancel), (Broker: this, Id: id, Name: name, Input: inputJson, Pid: pid, Cancel: cancel), preferLocal: false);
    }

    /// <summary>The guest waits no more; what runs is told.</summary>
    internal void Cancel(int id)
    {
        // Callbacks of the handler's own on its token must not run on the channel's thread.
        if (_calls.TryGetValue(id, out CancellationTokenSource? cancel)) _ = CancelAsync(cancel);
    }

    /// <summary>Cancels what runs and waits for nothing.</summary>
    public void Dispose() => _ = CancelAsync(_disposed);

    [SuppressMessage("Design", "CA1031", Justification = "What a handler's own callbacks on its token throw is nobody's to handle.")]
    private static async Task CancelAsync(CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It is cancelled all the same.
        }
    }

    private async Task AnswerAsync(int id, string name, string inputJson, int pid, CancellationTokenSource cancel)
    {
        HostToolReply reply = await RunAsync(name, inputJson, pid, cancel.Token).ConfigureAwait(false);
        _calls.TryRemove(id, out _);
        cancel.Dispose();
        _reply(id, reply);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a handler throws is the end of its call and of nothing else.")]
    private async Task<HostToolReply> RunAsync(string name, string inputJson, int pid, CancellationToken cancelled)
    {
        if (!_policy.Allows(PermissionScope.Tool, "invoke", name))
        {
            Tell("security.permission.denied", name, pid);
            return HostToolErrors.Denied(name);
        }
        if (!_catalogue.Tools.TryGetValue(name, out HostTool? tool)) return HostToolErrors.Unknown(name);
        if (Encoding.UTF8.GetByteCount(inputJson) > _limits.MaxHostFunctionInputBytes) return HostToolErrors.InputTooLarge(name, _limits);
        if (Interlocked.Increment(ref _running) > _limits.MaxHostFunctionCalls)
        {
            Interlocked.Decrement(ref _running);
            return HostToolErrors.TooMany(_limits);
        }
        bool left = false;
        try
        {
            JsonElement input = JsonElement.Parse(inputJson);
            if (tool.Schema?.FindFault(input) is { } fault) return HostToolErrors.InvalidInput(name, fault);
            if (cancelled.IsCancellationRequested) return HostToolErrors.Cancelled(name);
            Tell("tool.invoked", name, pid);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            // Taken now: a call that ends at once lets go of the source before the handler begins.
            CancellationToken token = over.Token;
            Task<JsonElement> running = Task.Run(() => tool.Function.Handler(input, token), CancellationToken.None);
            await ((Task)running).WaitAsync(tool.Timeout, cancelled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (running.IsCompleted) return Result(name, await running.ConfigureAwait(false));
            left = true;
            await CancelAsync(over).ConfigureAwait(false);
            _ = LeaveAsync(running);
            return cancelled.IsCancellationRequested ? HostToolErrors.Cancelled(name) : HostToolErrors.TimedOut(name, tool.Timeout);
        }
        catch (JsonException)
        {
            return HostToolErrors.InvalidInput(name, "it is no JSON, or too deep.");
        }
        catch (HostFunctionException exception)
        {
            Tell("tool.failed", name, pid);
            return HostToolErrors.Said(exception);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            return HostToolErrors.Cancelled(name);
        }
        catch (Exception exception)
        {
            Tell("tool.failed", $"{name}: {exception.GetType().Name}: {exception.Message}", pid);
            return HostToolErrors.Failed(name);
        }
        finally
        {
            if (!left) Interlocked.Decrement(ref _running);
        }
    }

    private HostToolReply Result(string name, JsonElement result)
    {
        string json = result.ValueKind == JsonValueKind.Undefined ? "null" : result.GetRawText();
        return Encoding.UTF8.GetByteCount(json) > _limits.MaxHostFunctionResultBytes ? HostToolErrors.ResultTooLarge(name, _limits) : new HostToolReply(null, json);
    }

    /// <summary>Keeps the place of a handler that goes on after its call has ended.</summary>
    private async Task LeaveAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref _running);
    }

    private void Tell(string kind, string resource, int pid) => _audit?.Invoke(new AuditEntry
    {
        Kind = kind,
        Time = DateTimeOffset.UtcNow,
        Scope = PermissionScope.Tool,
        Operation = "invoke",
        Resource = resource.Length <= 4096 ? resource : resource[..4096],
        Pid = pid,
    });
}
