using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Core.Tests.Kernel;

public sealed class FileLockTests : IDisposable
{
    private const LockOperation TryExclusive = LockOperation.LOCK_EX | LockOperation.LOCK_NB;
    private const LockOperation TryShared = LockOperation.LOCK_SH | LockOperation.LOCK_NB;

    private readonly TestKernel _kernel = TestKernel.Create();

    public FileLockTests() => _kernel.Write("f", "x");

    private ProcessSyscalls Sys => _kernel.Sys;

    public void Dispose()
    {
        Assert.Empty(_kernel.Faults);
        _kernel.Dispose();
    }

    [Fact]
    public void Exclusive_ShutsOutOthersAndSharedOnesShare()
    {
        int a = Open();
        int b = Open();
        Assert.Equal(Errno.Success, Sys.Flock(a, TryExclusive).Error);
        Assert.Equal(Errno.Success, Sys.Flock(a, TryExclusive).Error);
        Assert.Equal(Errno.EAGAIN, Sys.Flock(b, TryExclusive).Error);
        Assert.Equal(Errno.EAGAIN, Sys.Flock(b, TryShared).Error);
        Assert.Equal(Errno.Success, Sys.Flock(a, TryShared).Error);
        Assert.Equal(Errno.Success, Sys.Flock(b, TryShared).Error);
        Assert.Equal(Errno.EAGAIN, Sys.Flock(b, TryExclusive).Error);
        Assert.Equal(Errno.Success, Sys.Flock(a, TryExclusive).Error);
        Assert.Equal(Errno.Success, Sys.Flock(a, LockOperation.LOCK_UN).Error);
        Assert.Equal(0, _kernel.Kernel.Locks.Count);
    }

    [Fact]
    public void Lock_BelongsToTheOpenFileNotToTheDescriptor()
    {
        int a = Open();
        int copy = Sys.Dup(a).Value;
        int other = Open();
        Assert.Equal(Errno.Success, Sys.Flock(a, TryExclusive).Error);
        Assert.Equal(Errno.Success, Sys.Flock(copy, TryExclusive).Error);
        Sys.Close(a);
        Assert.Equal(Errno.EAGAIN, Sys.Flock(other, TryExclusive).Error);
        Sys.Close(copy);
        Assert.Equal(Errno.Success, Sys.Flock(other, TryExclusive).Error);
    }

    [Fact]
    public void Lock_IsThatOfTheFileWhateverItsName()
    {
        Sys.Link("f", "g");
        int a = Open();
        int b = Sys.Open("g", OpenFlags.O_RDONLY, 0).Value;
        Assert.Equal(Errno.Success, Sys.Flock(a, TryExclusive).Error);
        Assert.Equal(Errno.EAGAIN, Sys.Flock(b, TryExclusive).Error);
        Assert.Equal(Errno.EBADF, Sys.Flock(99, TryExclusive).Error);
        Assert.Equal(Errno.EINVAL, Sys.Flock(a, LockOperation.LOCK_NB).Error);
        Assert.Equal(Errno.EINVAL, Sys.Flock(a, LockOperation.LOCK_SH | LockOperation.LOCK_EX).Error);
    }

    [Fact]
    public async Task Exit_OfTheHolder_LetsTheWaiterGoOn()
    {
        GuestProcess holder = _kernel.NewProcess();
        int held = holder.Sys.Open("/workspace/f", OpenFlags.O_RDONLY, 0).Value;
        Assert.Equal(Errno.Success, holder.Sys.Flock(held, LockOperation.LOCK_EX).Error);
        int fd = Open();
        Task<Errno> waiting = Task.Run(() => Sys.Flock(fd, LockOperation.LOCK_EX).Error);
        holder.Exit(0, null);
        Assert.Equal(Errno.Success, await waiting);
    }

    [Fact]
    public async Task Kill_OfAWaiter_IsEINTR()
    {
        int held = Open();
        Assert.Equal(Errno.Success, Sys.Flock(held, LockOperation.LOCK_EX).Error);
        GuestProcess waiter = _kernel.NewProcess();
        int fd = waiter.Sys.Open("/workspace/f", OpenFlags.O_RDONLY, 0).Value;
        Task<Errno> waiting = Task.Run(() => waiter.Sys.Flock(fd, LockOperation.LOCK_EX).Error);
        waiter.Interrupt();
        Assert.Equal(Errno.EINTR, await waiting);
    }

    private int Open() => Sys.Open("f", OpenFlags.O_RDWR, 0).Value;
}
