using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SecureExec.Contracts;

namespace SecureExec.Dashboard.Client;

/// <inheritdoc cref="IGatewayClient"/>
/// <param name="http">Client whose base address is the gateway, without retries and without a timeout of its own.</param>
/// <param name="keys">Knows the user's key.</param>
public sealed class GatewayClient(HttpClient http, IApiKeySource keys) : IGatewayClient
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    // Longer than a silent stream ever is: the gateway sends a comment line at least every 15 s.
    private static readonly TimeSpan StreamSilence = TimeSpan.FromSeconds(45);

    private static readonly ContractsJsonContext Json = ContractsJsonContext.Default;

    /// <inheritdoc/>
    public Task<GatewayResult<Done>> VerifyKeyAsync(string apiKey, CancellationToken cancellationToken) =>
        SendAsync(Get("v1/policies"), apiKey, CallTimeout, NothingAsync, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<RuntimeEvent> WatchRuntimesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(StreamSilence);
        using var answer = await OpenStreamAsync(silence.Token, cancellationToken);
        await using var body = new WatchedStream(
            await answer.Content.ReadAsStreamAsync(silence.Token), () => silence.CancelAfter(StreamSilence));
        var events = SseParser.Create(body, (_, data) => JsonSerializer.Deserialize(data, Json.RuntimeEvent))
            .EnumerateAsync(silence.Token)
            .GetAsyncEnumerator(silence.Token);
        await using (events)
        {
            while (await NextAsync(events, cancellationToken)) yield return events.Current.Data!;
        }
    }

    /// <inheritdoc/>
    public Task<GatewayResult<RuntimeInfo>> CreateRuntimeAsync(CreateRuntimeRequest request, CancellationToken cancellationToken) =>
        CallAsync(WithBody(HttpMethod.Post, "v1/runtimes", request, Json.CreateRuntimeRequest), Json.RuntimeInfo, cancellationToken);

    /// <inheritdoc/>
    public Task<GatewayResult<Done>> DeleteRuntimeAsync(string id, CancellationToken cancellationToken) =>
        CallAsync(new HttpRequestMessage(HttpMethod.Delete, Runtime(id)), cancellationToken);

    /// <inheritdoc/>
    public async Task<GatewayResult<RunResponse>> RunAsync(string id, RunRequest request, CancellationToken cancellationToken)
    {
        var timeout = CallTimeout + TimeSpan.FromMilliseconds(request.TimeoutMs ?? RunRequest.DefaultTimeoutMs);
        var message = WithBody(HttpMethod.Post, Runtime(id) + "/run", request, Json.RunRequest);
        return await SendAsync(message, await keys.GetAsync(), timeout, (a, t) => ReadJsonAsync(a, Json.RunResponse, t), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<GatewayResult<Done>> KillAsync(string id, int pid, string signal, CancellationToken cancellationToken) =>
        CallAsync(
            new HttpRequestMessage(HttpMethod.Delete, $"{Runtime(id)}/processes/{pid}?signal={Uri.EscapeDataString(signal)}"),
            cancellationToken);

    /// <inheritdoc/>
    public Task<GatewayResult<FileListing>> ListDirectoryAsync(string id, string path, CancellationToken cancellationToken) =>
        CallAsync(Get(Files(id, path)), Json.FileListing, cancellationToken);

    /// <inheritdoc/>
    public async Task<GatewayResult<GuestFile>> ReadFileAsync(
        string id, string path, int maxBytes, CancellationToken cancellationToken) =>
        await SendAsync(
            Get(Files(id, path)), await keys.GetAsync(), CallTimeout, (a, t) => ReadBytesAsync(a, maxBytes, t), cancellationToken);

    /// <inheritdoc/>
    public Task<GatewayResult<PolicyList>> ListPoliciesAsync(CancellationToken cancellationToken) =>
        CallAsync(Get("v1/policies"), Json.PolicyList, cancellationToken);

    /// <inheritdoc/>
    public Task<GatewayResult<PolicyInfo>> GetPolicyAsync(string name, CancellationToken cancellationToken) =>
        CallAsync(Get(Policy(name)), Json.PolicyInfo, cancellationToken);

    /// <inheritdoc/>
    public Task<GatewayResult<PolicyInfo>> SavePolicyAsync(
        string name, JsonElement document, int? revision, CancellationToken cancellationToken)
    {
        var message = WithBody(HttpMethod.Put, Policy(name), document, Json.JsonElement);
        if (revision is { } known) message.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{known}\""));
        else message.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        return CallAsync(message, Json.PolicyInfo, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<GatewayResult<Done>> DeletePolicyAsync(string name, CancellationToken cancellationToken) =>
        CallAsync(new HttpRequestMessage(HttpMethod.Delete, Policy(name)), cancellationToken);

    private static string Runtime(string id) => $"v1/runtimes/{Uri.EscapeDataString(id)}";

    private static string Policy(string name) => $"v1/policies/{Uri.EscapeDataString(name)}";

    private static string Files(string id, string path) =>
        $"{Runtime(id)}/files/{string.Join('/', path.TrimStart('/').Split('/').Select(Uri.EscapeDataString))}";

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage WithBody<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type) =>
        new(method, path) { Content = JsonContent.Create(body, type) };

    private async Task<GatewayResult<Done>> CallAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        await SendAsync(message, await keys.GetAsync(), CallTimeout, NothingAsync, cancellationToken);

    private async Task<GatewayResult<T>> CallAsync<T>(
        HttpRequestMessage message, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        await SendAsync(message, await keys.GetAsync(), CallTimeout, (a, t) => ReadJsonAsync(a, type, t), cancellationToken);

    private async Task<GatewayResult<T>> SendAsync<T>(
        HttpRequestMessage message,
        string? key,
        TimeSpan timeout,
        Func<HttpResponseMessage, CancellationToken, Task<GatewayResult<T>>> readAsync,
        CancellationToken cancellationToken)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using (message)
        {
            if (key is not null) message.Headers.Add(ContractHeaders.ApiKey, key);
            try
            {
                using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                return answer.IsSuccessStatusCode
                    ? await readAsync(answer, limit.Token)
                    : await GatewayFailures.FromAnswerAsync(answer, limit.Token);
            }
            catch (Exception e) when (IsNetworkError(e) && !cancellationToken.IsCancellationRequested)
            {
                return GatewayFailures.Unreachable;
            }
        }
    }

    private async Task<HttpResponseMessage> OpenStreamAsync(CancellationToken silence, CancellationToken cancellationToken)
    {
        using var message = Get("v1/runtimes/events");
        if (await keys.GetAsync() is { } key) message.Headers.Add(ContractHeaders.ApiKey, key);
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, silence);
        }
        catch (Exception e) when (IsNetworkError(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new GatewayException(GatewayFailures.Unreachable, e);
        }
        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw new GatewayException(await GatewayFailures.FromAnswerAsync(answer, silence));
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<RuntimeEvent?>> events, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (JsonException e)
        {
            throw new GatewayException(GatewayFailures.Malformed("an event of the runtimes"), e);
        }
        catch (Exception e) when (IsNetworkError(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new GatewayException(GatewayFailures.Unreachable, e);
        }
    }

    private static Task<GatewayResult<Done>> NothingAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        Task.FromResult<GatewayResult<Done>>(Done.Value);

    private static async Task<GatewayResult<T>> ReadJsonAsync<T>(
        HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var value = await answer.Content.ReadFromJsonAsync(type, cancellationToken);
            return value is null ? GatewayFailures.Malformed("null") : value;
        }
        catch (JsonException)
        {
            return GatewayFailures.Malformed(type.Type.Name);
        }
    }

    private static async Task<GatewayResult<GuestFile>> ReadBytesAsync(
        HttpResponseMessage answer, int maxBytes, CancellationToken cancellationToken)
    {
        // The same address lists a directory as JSON; a file is always sent as bytes of no type.
        if (answer.Content.Headers.ContentType?.MediaType == "application/json")
        {
            return new GatewayFailure(GatewayFailureKind.Rejected, "It is a directory.");
        }
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[maxBytes + 1];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return new GuestFile(buffer[..Math.Min(read, maxBytes)], Truncated: read > maxBytes);
    }

    private static bool IsNetworkError(Exception e) => e is HttpRequestException or IOException or OperationCanceledException;
}
