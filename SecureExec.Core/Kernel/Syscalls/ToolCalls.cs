using System.Text;
using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>
/// Calls a function of the host; the call's number is the result, its end is told to <paramref name="done"/>, once, on any thread. Not of POSIX. EACCES by policy, ENOENT when there is
/// no such function, E2BIG for the input, EAGAIN when too many calls are under way.
/// </summary>
internal readonly struct ToolCall(string name, string inputJson, Action<HostToolReply> done) : ISyscall<int>
{
    public static Syscall Number => Syscall.CallTool;

    public SysResult<int> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Process is not { } process)
        {
            return Errno.EINVAL;
        }

        Errno errno = kernel.Policy.Check(PermissionScope.Tool, "invoke", name, caller);
        if (errno != Errno.Success)
        {
            return errno;
        }

        if (kernel.Config.HostTools is not { } tools || !kernel.Config.HostToolNames.Contains(name))
        {
            return Errno.ENOENT;
        }

        if (Encoding.UTF8.GetByteCount(inputJson) > kernel.Config.Limits.MaxHostFunctionInputBytes)
        {
            return Errno.E2BIG;
        }

        if (!kernel.ToolCalls.TryCharge(1))
        {
            return Errno.EAGAIN;
        }

        int id = kernel.NextToolCall();
        if (!process.ToolCalls.TryBegin(id, tools.Cancel))
        {
            kernel.ToolCalls.Release(1);
            return Errno.EINTR;
        }

        Action<HostToolReply> told = done;
        tools.Call(id, name, inputJson, process.Pid, reply =>
        {
            process.ToolCalls.End(id);
            kernel.ToolCalls.Release(1);
            told(reply);
        });
        return id;
    }
}

/// <summary>The same, blocking until the call's end. EINTR, and the call is given up, when the process is ended or the thread interrupted.</summary>
internal readonly struct ToolCallAndWait(string name, string inputJson) : ISyscall<HostToolReply>
{
    public static Syscall Number => Syscall.CallTool;

    public SysResult<HostToolReply> Execute(VirtualKernel kernel, Caller caller)
    {
        if (caller.Thread is not { } thread)
        {
            return Errno.EINVAL;
        }

        var waiting = new ToolCallWait();
        if (new ToolCall(name, inputJson, waiting.End).Execute(kernel, caller).IsError(out int id, out Errno errno))
        {
            return errno;
        }

        errno = thread.Wait(waiting.Notify, waiting.CancelNotify, milliseconds: -1);
        if (waiting.Reply is { } reply)
        {
            return reply;
        }

        thread.Process.ToolCalls.Cancel(id);
        return errno;
    }
}

/// <summary>Gives up a call of this process; it is answered all the same. ESRCH when it waits for none of that number.</summary>
internal readonly struct ToolCancel(int id) : ISyscall<Unit>
{
    public static Syscall Number => Syscall.CancelTool;

    public SysResult<Unit> Execute(VirtualKernel kernel, Caller caller) => caller.Process?.ToolCalls.Cancel(id) == true ? SysResult.Done : Errno.ESRCH;
}
