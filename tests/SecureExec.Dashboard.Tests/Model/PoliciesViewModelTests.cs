using SecureExec.Contracts;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class PoliciesViewModelTests
{
    private readonly FakeGatewayClient _gateway = new();
    private readonly PoliciesViewModel _model;

    public PoliciesViewModelTests()
    {
        _gateway.OnPolicies = () => new PolicyList([Samples.Policy("b", Samples.Json("{}")), Samples.Policy("a", Samples.Json("{}"))]);
        _model = new PoliciesViewModel(_gateway);
    }

    [Fact]
    public async Task Load_Stored_AreSortedByName()
    {
        await _model.LoadAsync(CancellationToken.None);

        Assert.Equal(["a", "b"], _model.Policies!.Select(p => p.Name));
        Assert.Null(_model.Failure);
    }

    [Fact]
    public async Task Open_SameNameAgain_KeepsTheUnsavedText()
    {
        await _model.LoadAsync(CancellationToken.None);
        _model.Open("a");
        _model.Editor!.Edit("{ }");

        _model.Open("a");

        Assert.Equal("{ }", _model.Editor.Text);
    }

    [Fact]
    public async Task Open_UnknownName_IsMissing()
    {
        await _model.LoadAsync(CancellationToken.None);

        _model.Open("zzz");

        Assert.True(_model.IsMissing);
        Assert.Null(_model.Editor);
    }

    [Fact]
    public async Task Load_GatewayDown_TellsWhyAndKeepsTheList()
    {
        await _model.LoadAsync(CancellationToken.None);
        _gateway.OnPolicies = () => FakeGatewayClient.Down;

        await _model.LoadAsync(CancellationToken.None);

        Assert.Equal(FakeGatewayClient.Down, _model.Failure);
        Assert.Equal(2, _model.Policies?.Count);
    }
}
