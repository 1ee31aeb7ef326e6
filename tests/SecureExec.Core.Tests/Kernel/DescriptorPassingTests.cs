using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Net;

namespace SecureExec.Core.Tests.Kernel;

/// <summary>Open files that go from one process to another over a stream of AF_UNIX.</summary>
public sealed class DescriptorPassingTests : IDisposable
{
    private readonly TestKernel _kernel = TestKernel.Create();
    private readonly byte[] _buffer = new byte[64];

    private ProcessSyscalls Sys => _kernel.Sys;

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void Send_File_IsTheSameOpenFileAtTheOtherSide()
    {
        (int near, int far) = Sys.SocketPair().Value;
        GuestProcess child = Sys.Fork().Value;
        int file = Sys.Open("/tmp/f", OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6).Value;
        Assert.Equal(3, Sys.Net.SendDescriptor(near, "abc"u8, file).Value);
        Sys.Close(file);
        (int count, int received) = child.Sys.Net.ReceiveDescriptor(far, _buffer).Value;
        Assert.Equal(3, count);
        Assert.Equal(2, child.Sys.Write(received, "xy"u8, -1).Value);
        Assert.Equal("xy", _kernel.Read("/tmp/f"));
    }

    [Fact]
    public void Receive_SeveralMessages_StopsBeforeEachDescriptor()
    {
        (int near, int far) = Sys.SocketPair().Value;
        int file = Sys.Open("/tmp/f", OpenFlags.O_RDWR | OpenFlags.O_CREAT, 0x1B6).Value;
        Sys.Write(near, "one"u8, -1);
        Sys.Net.SendDescriptor(near, "two"u8, file);
        Sys.Write(near, "three"u8, -1);
        Sys.Net.SendDescriptor(near, "four"u8, file);
        Assert.Equal((3, -1), Sys.Net.ReceiveDescriptor(far, _buffer).Value);
        (int count, int first) = Sys.Net.ReceiveDescriptor(far, _buffer).Value;
        Assert.Equal(8, count);
        Assert.True(first >= 0);
        Assert.Equal(1, Sys.Net.ReceiveDescriptor(far, _buffer.AsSpan(0, 1)).Value.Count);
        Assert.Equal((3, -1), Sys.Net.ReceiveDescriptor(far, _buffer).Value);
    }

    [Fact]
    public void Descriptors_ThatNobodyTakes_AreClosed()
    {
        (int near, int far) = Sys.SocketPair().Value;
        (int reader, int writer) = Sys.Pipe().Value;
        Sys.Net.SendDescriptor(near, "a"u8, writer);
        Sys.Net.SendDescriptor(near, "b"u8, writer);
        Sys.Close(writer);
        Assert.Equal(1, Sys.Read(far, _buffer, -1, wait: false).Value);
        Assert.Equal(Errno.EAGAIN, Sys.Read(reader, _buffer, -1, wait: false).Error);
        Sys.Close(far);
        Assert.Equal(0, Sys.Read(reader, _buffer, -1, wait: false).Value);
    }

    [Fact]
    public void Send_MoreThanMayWait_IsENOBUFS()
    {
        (int near, int far) = Sys.SocketPair().Value;
        for (int i = 0; i < LoopbackEnd.MaxDescriptors; i++) Assert.True(Sys.Net.SendDescriptor(near, "x"u8, 0).Ok);
        Assert.Equal(Errno.ENOBUFS, Sys.Net.SendDescriptor(near, "x"u8, 0).Error);
        Assert.True(Sys.Net.ReceiveDescriptor(far, _buffer.AsSpan(0, 1)).Ok);
        Assert.True(Sys.Net.SendDescriptor(near, "x"u8, 0).Ok);
    }

    [Fact]
    public void Receive_WithoutRoomForADescriptor_LosesIt()
    {
        using TestKernel kernel = TestKernel.Create(limits: l => l with { MaxOpenFds = 5 });
        (int near, int far) = kernel.Sys.SocketPair().Value;
        Assert.True(kernel.Sys.Net.SendDescriptor(near, "x"u8, 0).Ok);
        Assert.Equal((1, -1), kernel.Sys.Net.ReceiveDescriptor(far, _buffer).Value);
        Assert.Equal(3, kernel.Sys.Net.SendDescriptor(near, "yes"u8, 1).Value);
    }

    [Fact]
    public void Send_OverAnythingElse_IsEINVAL()
    {
        (int _, int writer) = Sys.Pipe().Value;
        (int near, int _) = Sys.SocketPair().Value;
        Assert.Equal(Errno.EINVAL, Sys.Net.SendDescriptor(writer, "x"u8, 0).Error);
        Assert.Equal(Errno.EBADF, Sys.Net.SendDescriptor(near, "x"u8, 99).Error);
        Assert.Equal(Errno.EBADF, Sys.Net.SendDescriptor(99, "x"u8, 0).Error);
        Assert.Equal(Errno.EINVAL, Sys.Net.SendDescriptor(near, [], 0).Error);
        Assert.Equal(Errno.EINVAL, Sys.Net.ReceiveDescriptor(0, _buffer).Error);
    }
}
