using Bunit;
using SecureExec.Dashboard.Components.Controls;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Components;

public sealed class ProcessPanelTests : ComponentContext
{
    [Fact]
    public void Render_Processes_ShowsOneRowEach()
    {
        var panel = Context.Render<ProcessPanel>(p => p.Add(x => x.Rows, ProcessRow.TreeOf([Samples.Process(1), Samples.Process(2, 1)])));

        Assert.Equal(2, panel.FindAll("tbody tr").Count);
        Assert.Contains("node /p2.js", panel.Markup);
    }

    [Fact]
    public void Kill_Clicked_SendsTheSignalToThatProcess()
    {
        ProcessSignal? sent = null;
        var panel = Context.Render<ProcessPanel>(p => p
            .Add(x => x.Rows, ProcessRow.TreeOf([Samples.Process(1), Samples.Process(7)]))
            .Add(x => x.OnKill, signal => sent = signal));

        panel.FindAll("tbody tr")[1].QuerySelector("button.danger")!.Click();

        Assert.Equal(new ProcessSignal(7, "SIGKILL"), sent);
    }

    [Fact]
    public void Render_HostileCommand_IsTextNotMarkup()
    {
        var rows = ProcessRow.TreeOf([Samples.Process(1, 0, "<img src=x onerror=alert(1)>")]);

        var panel = Context.Render<ProcessPanel>(p => p.Add(x => x.Rows, rows));

        Assert.Empty(panel.FindAll("img"));
        Assert.Equal("<img src=x onerror=alert(1)>", panel.Find("td.command code").TextContent);
    }

    [Fact]
    public void Render_InitAlone_SaysThatNoGuestRuns()
    {
        var panel = Context.Render<ProcessPanel>(p => p.Add(x => x.Rows, ProcessRow.TreeOf([Samples.Process(1)])));

        Assert.Empty(panel.FindAll("tbody button"));
        Assert.Contains("No guest process", panel.Markup);
    }
}
