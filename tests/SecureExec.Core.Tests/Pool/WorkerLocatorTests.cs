using SecureExec.Core.Tests.Broker;
using SecureExec.Pool;

namespace SecureExec.Core.Tests.Pool;

public sealed class WorkerLocatorTests
{
    [Fact]
    public void Find_NothingThere_NamesTheSearchedPath()
    {
        using var directory = new TempDirectory();
        var exception = Assert.Throws<WorkerNotFoundException>(() => WorkerLocator.Find(directory.Path));
        Assert.Equal([directory.At("SecureExec.Sidecar")], exception.SearchedPaths);
        Assert.Contains(directory.At("SecureExec.Sidecar"), exception.Message);
    }

    [Fact]
    public void Find_DirectoryOrExecutable_TellsWhetherItNeedsARuntime()
    {
        using var directory = new TempDirectory();
        string executable = directory.Write("SecureExec.Sidecar", "");
        Assert.Equal(new WorkerExecutable(executable, false), WorkerLocator.Find(directory.Path));
        directory.Write("SecureExec.Sidecar.dll", "");
        Assert.Equal(new WorkerExecutable(executable, true), WorkerLocator.Find(executable));
    }
}
