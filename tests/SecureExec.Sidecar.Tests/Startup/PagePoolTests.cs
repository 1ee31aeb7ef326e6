using System.Globalization;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Tests.Startup;

/// <summary>The pages that one isolate leaves to the next.</summary>
public sealed class PagePoolTests
{
    [Theory]
    [InlineData("required")]
    [InlineData("off")]
    public async Task Pages_OfADisposedIsolate_GoToTheNextOneUpToTheCapacity(string snapshot)
    {
        string[] line = await StartupProbeProcess.RunAsync("show-pages", snapshot);
        int[] counts = Array.ConvertAll(line, count => int.Parse(count, CultureInfo.InvariantCulture));
        (int unasked, int afterOne, int besideTheNext, int afterMany) = (counts[0], counts[1], counts[2], counts[3]);

        Assert.Equal(0, unasked);
        Assert.InRange(afterOne, 1, PagePool.Capacity);
        Assert.InRange(besideTheNext, 0, afterOne - 1);
        Assert.Equal(PagePool.Capacity, afterMany);
    }
}
