using System.Threading.Channels;
using Bunit;
using SecureExec.Contracts;
using SecureExec.Dashboard.Components.Pages;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace SecureExec.Dashboard.Tests.Components;

public sealed class RuntimesPageTests : ComponentContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Render_NothingReceived_IsBusy() =>
        Assert.NotEmpty(Context.Render<Runtimes>().FindAll("[aria-busy=true]"));

    [Fact]
    public void Render_RuntimeAppears_IsListedWithoutAReload()
    {
        var stream = Channel.CreateUnbounded<RuntimeEvent>();
        Gateway.Streams.Writer.TryWrite(stream.Reader);
        var page = Context.Render<Runtimes>();
        Context.Services.GetRequiredService<RuntimeFeed>().Start();
        stream.Writer.TryWrite(new RuntimeEvent { Type = RuntimeEventType.Snapshot, Node = "node1", Runtimes = [] });
        page.WaitForAssertion(() => Assert.Contains("No runtimes", page.Markup), Patience);

        stream.Writer.TryWrite(
            new RuntimeEvent { Type = RuntimeEventType.Upsert, Node = "node1", Runtime = Samples.Runtime("rt-node1-x", "agent") });

        page.WaitForAssertion(() => Assert.Equal("agent", page.Find("a.row-link").TextContent), Patience);
        Assert.Equal("/runtimes/rt-node1-x", page.Find("a.row-link").GetAttribute("href"));
    }
}
