using Bunit;
using SecureExec.Contracts;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Components.Controls;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Components;

public sealed class PolicyEditorTests : ComponentContext
{
    [Fact]
    public void Edit_BrokenJson_MarksTheLineAndStopsSaving()
    {
        var editor = Open(Samples.Policy("p", Samples.Json("{\"fs\":\"deny\"}")));

        editor.Find("#policy-text").Input("{\n  \"fs\": nope\n}");

        Assert.Equal("2", editor.Find(".gutter .marked").TextContent);
        Assert.Contains("line 2", editor.Find("#policy-errors").TextContent);
        Assert.True(editor.Find("#save-policy").HasAttribute("disabled"));
    }

    [Fact]
    public void Save_Rejected_ShowsThePathAndTheMessage()
    {
        Gateway.OnSave = (_, document) => new GatewayFailure(GatewayFailureKind.Rejected, "Invalid")
        {
            Errors = new Dictionary<string, string[]> { ["document"] = [Samples.PolicyError(document)!] },
        };
        var editor = Open(Samples.Policy("p", Samples.Json("{}")));
        editor.Find("#policy-text").Input("{\n  \"network\": \"maybe\"\n}");

        editor.Find("#save-policy").Click();

        Assert.Equal("network", editor.Find("#policy-errors code").TextContent);
        Assert.Equal("2", editor.Find(".gutter .marked").TextContent);
    }

    [Fact]
    public void Save_Accepted_TellsThePage()
    {
        PolicyInfo? saved = null;
        Gateway.OnSave = (name, document) => Samples.Policy(name, document, 2);
        var model = new PolicyEditorViewModel(Gateway);
        model.Show(Samples.Policy("p", Samples.Json("{}")));
        var editor = Context.Render<PolicyEditor>(p => p.Add(x => x.Model, model).Add(x => x.OnSaved, policy => saved = policy));
        editor.Find("#policy-text").Input("{\"fs\":\"allow\"}");

        editor.Find("#save-policy").Click();

        Assert.Equal(2, saved?.Revision);
    }

    private IRenderedComponent<PolicyEditor> Open(PolicyInfo policy)
    {
        var model = new PolicyEditorViewModel(Gateway);
        model.Show(policy);
        return Context.Render<PolicyEditor>(p => p.Add(x => x.Model, model));
    }
}
