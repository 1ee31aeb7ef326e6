using Bunit;
using SecureExec.Dashboard.Client;
using SecureExec.Contracts;
using SecureExec.Dashboard.Components.Controls;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Components;

public sealed class RunPanelTests : ComponentContext
{
    [Fact]
    public void Run_Clicked_ShowsValueAndOutput()
    {
        Gateway.OnRun = (request, _) => Task.FromResult<GatewayResult<RunResponse>>(Samples.Succeed(request));
        var panel = Open(canRun: true);

        panel.Find("#run").Click();

        Assert.StartsWith("Succeeded, exit code 0", panel.Find("#outcome").TextContent, StringComparison.Ordinal);
        Assert.Equal("hello\n", panel.Find("#stdout").TextContent);
        Assert.Contains("length", panel.Find("#value").TextContent);
        Assert.Empty(panel.FindAll("#stderr"));
    }

    [Fact]
    public void Run_GatewayDown_SaysSo()
    {
        var panel = Open(canRun: true);

        panel.Find("#run").Click();

        Assert.Contains("down", panel.Find("[role=alert]").TextContent);
        Assert.Empty(panel.FindAll("#outcome"));
    }

    [Fact]
    public void Render_RuntimeCannotRun_DisablesTheButton() => Assert.True(Open(canRun: false).Find("#run").HasAttribute("disabled"));

    private IRenderedComponent<RunPanel> Open(bool canRun) => Context.Render<RunPanel>(p => p
        .Add(x => x.Model, new RunViewModel(Gateway, "rt"))
        .Add(x => x.CanRun, canRun));
}
