using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>Named pipes, as <c>fifo(7)</c>, <c>open(2)</c> and <c>pipe(7)</c> have them.</summary>
public sealed class FifoTests : IDisposable
{
    private const string Path = "/tmp/fifo";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly TestKernel _kernel = TestKernel.Create(limits: l => l with { MaxPipes = 2 });

    private ProcessSyscalls Sys => _kernel.Sys;

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void Mkfifo_MakesANameOfItsKind()
    {
        Assert.True(Sys.Mkfifo(Path, 0x1FF).Ok);
        Assert.Equal((Abi.FileMode.S_IFIFO, 0x1EDu), (Sys.Stat(Path, true).Value.Type, Sys.Stat(Path, true).Value.Mode & 0x1FF));
        Assert.Equal(Errno.EEXIST, Sys.Mkfifo(Path, 0x1FF).Error);
        Assert.Equal(Errno.ENOENT, Sys.Mkfifo("/tmp/none/fifo", 0x1FF).Error);
        Assert.Equal(Errno.ENOENT, Sys.Mkfifo("/tmp/new/", 0x1FF).Error);
        Assert.Equal(Errno.EACCES, Sys.Mkfifo("/etc/fifo", 0x1FF).Error);
        Assert.Equal(Errno.EINVAL, Sys.Truncate(Path, 0).Error);
        Assert.True(Sys.Link(Path, "/tmp/other").Ok);
        Assert.True(Sys.Rename("/tmp/other", "/tmp/moved").Ok);
        Assert.Equal(2u, Sys.Stat("/tmp/moved", true).Value.Nlink);
        Assert.True(Sys.Unlink("/tmp/moved").Ok);
    }

    [Fact]
    public void Mkfifo_WithoutPermissionToWrite_IsEACCES()
    {
        using TestKernel kernel = TestKernel.Create(PermissionPolicy.Parse("""{"fs":{"default":"allow","rules":[{"mode":"deny","operations":["write"],"paths":["/tmp/**"]}]}}"""));
        Assert.Equal(Errno.EACCES, kernel.Sys.Mkfifo(Path, 0x1FF).Error);
    }

    [Fact]
    public async Task Open_OfOneSide_WaitsForTheOther()
    {
        Sys.Mkfifo(Path, 0x1FF);
        GuestProcess other = Sys.Fork().Value;
        Task<SysResult<int>> reader = Task.Run(() => Sys.Open(Path, OpenFlags.O_RDONLY, 0));
        Assert.NotSame(reader, await Task.WhenAny(reader, Task.Delay(100)));
        int writer = other.Sys.Open(Path, OpenFlags.O_WRONLY, 0).Value;
        int read = (await reader.WaitAsync(s_patience)).Value;
        Assert.Equal(5, other.Sys.Write(writer, "hello"u8, -1).Value);
        Assert.Equal("hello", Read(read));
        Assert.Equal(Errno.EAGAIN, Sys.Read(read, new byte[1], -1, wait: false).Error);
        other.Sys.Close(writer);
        Assert.Equal("", Read(read));
        Task<SysResult<int>> again = Task.Run(() => other.Sys.Open(Path, OpenFlags.O_WRONLY, 0));
        writer = (await again.WaitAsync(s_patience)).Value;
        other.Sys.Write(writer, "more"u8, -1);
        Assert.Equal("more", Read(read));
        Sys.Close(read);
        Assert.Equal(Errno.EPIPE, other.Sys.Write(writer, "x"u8, -1).Error);
    }

    [Fact]
    public async Task Open_ThatWaits_EndsWithTheThreadsInterruption()
    {
        Sys.Mkfifo(Path, 0x1FF);
        GuestProcess other = Sys.Fork().Value;
        Task<SysResult<int>> writer = Task.Run(() => other.Sys.Open(Path, OpenFlags.O_WRONLY, 0));
        Assert.NotSame(writer, await Task.WhenAny(writer, Task.Delay(50)));
        other.MainThread.Interrupt();
        Assert.Equal(Errno.EINTR, (await writer.WaitAsync(s_patience)).Error);
        Assert.Equal(0, _kernel.Kernel.Snapshot().Pipes);
    }

    [Fact]
    public void Open_ThatDoesNotWait_TellsWhenTheOtherSideIsThere()
    {
        Sys.Mkfifo(Path, 0x1FF);
        Assert.Equal(Errno.ENXIO, Sys.Open(Path, OpenFlags.O_WRONLY | OpenFlags.O_NONBLOCK, 0).Error);
        Assert.Equal(0, _kernel.Kernel.Snapshot().Pipes);
        int told = 0;
        int writer = Sys.Open(Path, OpenFlags.O_WRONLY, 0, wait: false).Value;
        Assert.True(Sys.NotifyOpened(writer, () => told++).Value);
        int reader = Sys.Open(Path, OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK, 0).Value;
        Assert.Equal(1, told);
        Assert.False(Sys.NotifyOpened(writer, () => told++).Value);
        Assert.False(Sys.NotifyOpened(reader, () => told++).Value);
        Assert.Equal(Errno.EBADF, Sys.NotifyOpened(99, () => { }).Error);
        Sys.Close(writer);
        Assert.Equal("", Read(reader));
    }

    [Fact]
    public void Open_OfAWriterThatIsGoneAlready_LetsTheReaderThrough()
    {
        Sys.Mkfifo(Path, 0x1FF);
        int told = 0;
        int reader = Sys.Open(Path, OpenFlags.O_RDONLY, 0, wait: false).Value;
        Assert.True(Sys.NotifyOpened(reader, () => told++).Value);
        Sys.Close(Sys.Open(Path, OpenFlags.O_WRONLY, 0).Value);
        Assert.Equal(1, told);
        Assert.False(Sys.NotifyOpened(reader, () => told++).Value);
    }

    [Fact]
    public void Open_ForBoth_WaitsForNobodyAndKeepsWhatIsWritten()
    {
        Sys.Mkfifo(Path, 0x1FF);
        int both = Sys.Open(Path, OpenFlags.O_RDWR, 0).Value;
        Assert.Equal(4, Sys.Write(both, "kept"u8, -1).Value);
        Assert.Equal(Errno.ESPIPE, Sys.Read(both, new byte[1], 0, wait: false).Error);
        int reader = Sys.Open(Path, OpenFlags.O_RDONLY, 0).Value;
        Assert.True(Sys.Unlink(Path).Ok);
        Assert.Equal("kept", Read(reader));
        var much = new byte[KernelPipe.Capacity];
        Assert.Equal(much.Length, Sys.Write(both, much, -1).Value);
        Assert.Equal(Errno.EAGAIN, Sys.Write(both, "x"u8, -1).Error);
        Assert.Equal(Abi.FileMode.S_IFIFO, Sys.Fstat(reader).Value.Type);
    }

    [Fact]
    public void MaxPipes_CountsThoseThatAreOpen()
    {
        foreach (string name in (string[])["a", "b", "c"])
        {
            Assert.True(Sys.Mkfifo($"/tmp/{name}", 0x1FF).Ok);
        }

        int first = Sys.Open("/tmp/a", OpenFlags.O_RDWR, 0).Value;
        Assert.True(Sys.Open("/tmp/b", OpenFlags.O_RDWR, 0).Ok);
        Assert.True(Sys.Open("/tmp/b", OpenFlags.O_RDWR, 0).Ok);
        Assert.Equal(Errno.ENFILE, Sys.Open("/tmp/c", OpenFlags.O_RDWR, 0).Error);
        Sys.Close(first);
        Assert.True(Sys.Open("/tmp/c", OpenFlags.O_RDWR, 0).Ok);
    }

    [Fact]
    public void CopyFile_OfAFifo_IsRefused()
    {
        Sys.Mkfifo(Path, 0x1FF);
        Assert.Equal(Errno.EINVAL, Sys.CopyFile(Path, "/tmp/copy", 0).Error);
        Assert.Equal(0, _kernel.Kernel.Snapshot().Pipes);
    }

    private string Read(int fd)
    {
        var buffer = new byte[KernelPipe.Capacity];
        return Encoding.UTF8.GetString(buffer, 0, Sys.Read(fd, buffer, -1, wait: false).Value);
    }
}
