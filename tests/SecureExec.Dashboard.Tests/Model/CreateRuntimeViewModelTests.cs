using SecureExec.Contracts;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class CreateRuntimeViewModelTests
{
    private readonly FakeGatewayClient _gateway = new();
    private readonly CreateRuntimeViewModel _form;
    private CreateRuntimeRequest? _sent;

    public CreateRuntimeViewModelTests()
    {
        _form = new CreateRuntimeViewModel(_gateway);
        _gateway.OnCreate = request =>
        {
            _sent = request;
            return Samples.Runtime("rt");
        };
    }

    [Fact]
    public async Task Create_EmptyForm_AsksForTheDefaults()
    {
        Assert.Equal("rt", (await _form.CreateAsync(CancellationToken.None))?.Id);
        Assert.Equal(new CreateRuntimeRequest(), _sent);
    }

    [Fact]
    public async Task Create_Filled_SendsEveryChoice()
    {
        _form.Name = " agent ";
        _form.Policy = "scraper";
        _form.HeapMiB = 64;
        _form.IdleMinutes = 5;

        await _form.CreateAsync(CancellationToken.None);

        Assert.Equal(
            ("agent", "scraper", 64, 300), (_sent?.Name, _sent?.Policy, _sent?.Limits?.V8HeapLimitMb, _sent?.IdleTimeoutSeconds));
    }

    [Fact]
    public async Task Create_IdleTimeTooLong_IsNotSent()
    {
        _form.IdleMinutes = 100_000;

        Assert.Null(await _form.CreateAsync(CancellationToken.None));
        Assert.Null(_sent);
        Assert.NotNull(_form.ErrorOf("idleTimeoutSeconds"));
    }

    [Fact]
    public async Task Create_Rejected_ShowsTheMessageAtItsMember()
    {
        _gateway.OnCreate = _ => new GatewayFailure(GatewayFailureKind.Rejected, "Invalid")
        {
            Errors = new Dictionary<string, string[]> { ["policy"] = ["There is no such policy."] },
        };

        Assert.Null(await _form.CreateAsync(CancellationToken.None));
        Assert.Equal("There is no such policy.", _form.ErrorOf("policy"));
        Assert.Null(_form.Failure);
    }

    [Fact]
    public async Task Load_Policies_AreSortedByName()
    {
        _gateway.OnPolicies = () => new PolicyList([Samples.Policy("b", Samples.Json("{}")), Samples.Policy("a", Samples.Json("{}"))]);

        await _form.LoadAsync(CancellationToken.None);

        Assert.Equal(["a", "b"], _form.PolicyNames);
    }
}
