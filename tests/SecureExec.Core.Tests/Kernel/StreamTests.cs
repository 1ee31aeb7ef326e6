using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

public sealed class StreamTests
{
    private static (TestKernel Kernel, GuestProcess Process, StreamInput Input) NewWithInput(int capacity = 64)
    {
        TestKernel kernel = TestKernel.Create();
        var input = new StreamInput(capacity);
        return (kernel, kernel.NewProcess(new ProcessConfig { Argv = ["node"], Stdin = input }), input);
    }

    [Fact]
    public void Read_EmptyOpenStream_ReturnsEAGAIN()
    {
        (TestKernel kernel, GuestProcess process, _) = NewWithInput();
        using (kernel)
        {
            Assert.Equal(Errno.EAGAIN, process.Sys.Read(0, new byte[4], -1, wait: false).Error);
            Assert.Equal(0, process.Sys.Read(0, [], -1, wait: true).Value);
            Assert.Equal(Errno.ESPIPE, process.Sys.Read(0, new byte[4], 0, wait: false).Error);
            Assert.Equal(Errno.EBADF, process.Sys.Write(0, "x"u8, -1).Error);
            Assert.Equal(Errno.ESPIPE, process.Sys.Seek(0, 0, 0).Error);
        }
    }

    [Fact]
    public void Read_AfterClose_GivesTheRestThenTheEnd()
    {
        (TestKernel kernel, GuestProcess process, StreamInput input) = NewWithInput();
        using (kernel)
        {
            input.TryWrite("abc"u8);
            input.Close();
            var buffer = new byte[2];
            Assert.Equal(2, process.Sys.Read(0, buffer, -1, true).Value);
            Assert.Equal(1, process.Sys.Read(0, buffer, -1, true).Value);
            Assert.Equal((byte)'c', buffer[0]);
            Assert.Equal(0, process.Sys.Read(0, buffer, -1, true).Value);
            Assert.Equal(0, process.Sys.Read(0, buffer, -1, false).Value);
        }
    }

    [Fact]
    public async Task Read_Waiting_IsWokenByData()
    {
        (TestKernel kernel, GuestProcess process, StreamInput input) = NewWithInput();
        using (kernel)
        {
            Task<SysResult<int>> read = Task.Factory.StartNew(() => process.Sys.Read(0, new byte[10], -1, wait: true), TaskCreationOptions.LongRunning);
            input.TryWrite("hello"u8);
            Assert.Equal(5, (await read.WaitAsync(TimeSpan.FromSeconds(20))).Value);
        }
    }

    [Fact]
    public async Task Read_Waiting_IsEndedByKill()
    {
        (TestKernel kernel, GuestProcess process, _) = NewWithInput();
        using (kernel)
        {
            process.SignalSink = _ => { };
            Task<SysResult<int>> read = Task.Factory.StartNew(() => process.Sys.Read(0, new byte[10], -1, wait: true), TaskCreationOptions.LongRunning);
            process.Post(Signal.SIGKILL);
            Assert.Equal(Errno.EINTR, (await read.WaitAsync(TimeSpan.FromSeconds(20))).Error);
            Assert.Equal(Errno.EINTR, process.Sys.Getcwd().Error);
            process.Exit(0, Signal.SIGKILL);
            Assert.Equal(Errno.ESRCH, process.Sys.Getcwd().Error);
        }
    }

    [Fact]
    public async Task Read_Waiting_IsEndedByInterruptAndOtherCallsStillWork()
    {
        (TestKernel kernel, GuestProcess process, StreamInput input) = NewWithInput();
        using (kernel)
        {
            Task<SysResult<int>> read = Task.Factory.StartNew(() => process.Sys.Read(0, new byte[10], -1, wait: true), TaskCreationOptions.LongRunning);
            process.Interrupt();
            Assert.Equal(Errno.EINTR, (await read.WaitAsync(TimeSpan.FromSeconds(20))).Error);
            Assert.Equal(Errno.EINTR, process.Sys.Read(0, new byte[10], -1, wait: true).Error);
            Assert.True(process.Sys.Getcwd().Ok);
            input.TryWrite("late"u8);
            Assert.Equal(4, process.Sys.Read(0, new byte[10], -1, wait: true).Value);
        }
    }

    [Fact]
    public void NotifyReadable_RunsOnceWhenDataComes()
    {
        (TestKernel kernel, GuestProcess process, StreamInput input) = NewWithInput();
        using (kernel)
        {
            int calls = 0;
            Assert.True(process.Sys.NotifyReadable(0, () => calls++));
            Assert.Equal(0, calls);
            input.TryWrite("a"u8);
            input.TryWrite("b"u8);
            Assert.Equal(1, calls);
            Assert.False(process.Sys.NotifyReadable(0, () => calls++));
            process.Sys.Read(0, new byte[10], -1, false);
            Assert.True(process.Sys.NotifyReadable(0, () => calls++));
            input.Close();
            Assert.Equal(2, calls);
            Assert.False(process.Sys.NotifyReadable(0, () => calls++));
            Assert.False(process.Sys.NotifyReadable(1, () => calls++));
            Assert.Equal(2, calls);
        }
    }

    [Fact]
    public void TryWrite_FullBuffer_TakesOnlyWhatFits()
    {
        (TestKernel kernel, GuestProcess process, StreamInput input) = NewWithInput(8);
        using (kernel)
        {
            Assert.Equal(8, input.TryWrite("0123456789"u8));
            Assert.Equal(0, input.TryWrite("x"u8));
            process.Sys.Read(0, new byte[3], -1, false);
            Assert.Equal(3, input.TryWrite("89ab"u8));
            Assert.Equal(8, input.Buffered);
            var buffer = new byte[8];
            process.Sys.Read(0, buffer, -1, false);
            Assert.Equal("3456789"u8.ToArray()[..5], buffer[..5]);
            Assert.Equal("89a"u8.ToArray(), buffer[5..]);
        }
    }

    [Fact]
    public async Task WriteAsync_FullBuffer_WaitsForTheReader()
    {
        (TestKernel kernel, GuestProcess process, StreamInput input) = NewWithInput(1000);
        using (kernel)
        {
            var data = new byte[50_000];
            new Random(3).NextBytes(data);
            Task write = input.WriteAsync(data).AsTask();
            Assert.False(write.IsCompleted);
            var read = new List<byte>();
            var buffer = new byte[700];
            while (read.Count < data.Length)
            {
                read.AddRange(buffer.AsSpan(0, process.Sys.Read(0, buffer, -1, wait: true).Value));
            }

            await write.WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(data, read);
        }
    }

    [Fact]
    public async Task WriteAsync_ReaderGone_CompletesAndDrops()
    {
        (TestKernel kernel, GuestProcess process, StreamInput input) = NewWithInput(10);
        using (kernel)
        {
            Task write = input.WriteAsync(new byte[100]).AsTask();
            process.Exit(0, null);
            await write.WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(5, input.TryWrite("hello"u8));
            Assert.Equal(0, input.Buffered);
        }
    }

    [Fact]
    public async Task WriteAsync_Cancelled_Stops()
    {
        (TestKernel kernel, _, StreamInput input) = NewWithInput(10);
        using (kernel)
        using (var cancel = new CancellationTokenSource())
        {
            Task write = input.WriteAsync(new byte[100], cancel.Token).AsTask();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        }
    }

    [Fact]
    public void Output_PassesEverythingInOrder()
    {
        using TestKernel kernel = TestKernel.Create();
        var text = new StringBuilder();
        GuestProcess process = kernel.NewProcess(new ProcessConfig
        {
            Argv = ["node"],
            Stdout = new StreamOutput(bytes => text.Append(Encoding.UTF8.GetString(bytes))),
        });
        Assert.Equal(5, process.Sys.Write(1, "hello"u8, -1).Value);
        int copy = process.Sys.Dup(1).Value;
        process.Sys.Write(copy, " you"u8, -1);
        Assert.Equal("hello you", text.ToString());
        Assert.Equal(Errno.ESPIPE, process.Sys.Write(1, "x"u8, 0).Error);
        Assert.Equal(Errno.EBADF, process.Sys.Read(1, new byte[1], -1, false).Error);
        Assert.Equal(Abi.FileMode.S_IFIFO, process.Sys.Fstat(1).Value.Type);
    }

    [Fact]
    public void Output_BeyondItsLimit_IsTakenAndDropped()
    {
        using TestKernel kernel = TestKernel.Create();
        long passed = 0;
        var output = new StreamOutput(bytes => passed += bytes.Length, 10);
        GuestProcess process = kernel.NewProcess(new ProcessConfig { Argv = ["node"], Stdout = output });
        Assert.Equal(8, process.Sys.Write(1, new byte[8], -1).Value);
        Assert.False(output.Truncated);
        Assert.Equal(8, process.Sys.Write(1, new byte[8], -1).Value);
        Assert.True(output.Truncated);
        Assert.Equal(10, passed);
        Assert.Equal(10, output.Passed);
    }

    [Fact]
    public void Output_SinkThrows_IsEIOAndReportedOnce()
    {
        using TestKernel kernel = TestKernel.Create();
        GuestProcess process = kernel.NewProcess(new ProcessConfig
        {
            Argv = ["node"],
            Stdout = new StreamOutput(_ => throw new InvalidOperationException("broken sink")),
        });
        Assert.Equal(Errno.EIO, process.Sys.Write(1, "x"u8, -1).Error);
        Assert.Equal(Errno.EIO, process.Sys.Write(1, "x"u8, -1).Error);
        Assert.Contains("broken sink", Assert.Single(kernel.Faults), StringComparison.Ordinal);
        Assert.Equal(2, kernel.Kernel.Snapshot().InternalErrors);
    }

    [Fact]
    public void DevStdin_ReadsTheStream()
    {
        (TestKernel kernel, GuestProcess process, StreamInput input) = NewWithInput();
        using (kernel)
        {
            input.TryWrite("piped"u8);
            input.Close();
            Assert.Equal("piped", TestKernel.Read(process.Sys, "/dev/stdin").Value);
            Assert.Equal(Errno.EACCES, process.Sys.Open("/dev/stdin", OpenFlags.O_WRONLY, 0).Error);
            Assert.StartsWith("pipe:[", process.Sys.ReadLink("/proc/self/fd/0").Value, StringComparison.Ordinal);
            Assert.Equal(0, process.Sys.Read(0, new byte[1], -1, true).Value);
        }
    }
}
