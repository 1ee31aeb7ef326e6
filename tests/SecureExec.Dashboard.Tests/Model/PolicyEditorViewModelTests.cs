using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class PolicyEditorViewModelTests
{
    private readonly FakeGatewayClient _gateway = new();
    private readonly PolicyEditorViewModel _editor;

    public PolicyEditorViewModelTests() => _editor = new PolicyEditorViewModel(_gateway);

    [Fact]
    public async Task Save_New_SendsNoRevisionAndShowsWhatWasStored()
    {
        _gateway.OnSave = (name, document) => Samples.Policy(name, document);
        _editor.StartNew();
        _editor.Name = "scraper";

        var stored = await _editor.SaveAsync(CancellationToken.None);

        Assert.Equal("scraper", stored?.Name);
        Assert.Null(Assert.Single(_gateway.Saved).Revision);
        Assert.False(_editor.IsNew);
        Assert.False(_editor.IsDirty);
    }

    [Fact]
    public async Task Save_Changed_SendsTheRevisionItIsBasedOn()
    {
        _editor.Show(Samples.Policy("scraper", Samples.Json("{}"), revision: 7));
        _editor.Edit("{\"fs\":\"deny\"}");

        await _editor.SaveAsync(CancellationToken.None);

        Assert.Equal(("scraper", "{\"fs\":\"deny\"}", 7), Assert.Single(_gateway.Saved));
        Assert.Equal(FakeGatewayClient.Down, _editor.Failure);
    }

    [Fact]
    public async Task Save_BrokenText_IsNotSent()
    {
        _editor.StartNew();
        _editor.Name = "scraper";
        _editor.Edit("{");

        Assert.Null(await _editor.SaveAsync(CancellationToken.None));
        Assert.Empty(_gateway.Saved);
        Assert.NotEmpty(_editor.Errors);
        Assert.False(_editor.CanSave);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Scraper")]
    [InlineData("../x")]
    public async Task Save_BadName_IsNotSent(string name)
    {
        _editor.StartNew();
        _editor.Name = name;

        Assert.Null(await _editor.SaveAsync(CancellationToken.None));
        Assert.Empty(_gateway.Saved);
        Assert.NotNull(_editor.NameError);
    }

    [Fact]
    public async Task Save_Rejected_KeepsTheTextAndPlacesTheErrors()
    {
        _gateway.OnSave = (_, document) => new GatewayFailure(GatewayFailureKind.Rejected, "Invalid")
        {
            Errors = new Dictionary<string, string[]> { ["document"] = [Samples.PolicyError(document)!] },
        };
        _editor.StartNew();
        _editor.Name = "scraper";
        const string Text = "{\n  \"fs\": \"maybe\"\n}";
        _editor.Edit(Text);

        await _editor.SaveAsync(CancellationToken.None);

        var error = Assert.Single(_editor.Errors);
        Assert.Equal(("fs", 2), (error.Path, error.Location?.Line));
        Assert.Equal(Text, _editor.Text);
        Assert.True(_editor.IsDirty);
    }

    [Fact]
    public void Revert_Changed_ShowsTheStoredText()
    {
        _editor.Show(Samples.Policy("scraper", Samples.Json("{\"fs\":\"deny\"}")));
        var stored = _editor.Text;
        _editor.Edit("{");

        _editor.Revert();

        Assert.Equal(stored, _editor.Text);
        Assert.False(_editor.IsDirty);
        Assert.Empty(_editor.Errors);
    }
}
