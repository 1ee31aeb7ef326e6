namespace SecureExec.Kernel;

/// <summary>One call with its arguments. <see cref="Execute"/> decodes, resolves, checks and acts, in that order.</summary>
/// <typeparam name="TResult">What it yields.</typeparam>
internal interface ISyscall<TResult>
{
    /// <summary>Which call it is.</summary>
    static abstract Syscall Number { get; }

    /// <summary>Does it on behalf of <paramref name="caller"/>. Called by <see cref="SyscallDispatcher"/> only.</summary>
    SysResult<TResult> Execute(VirtualKernel kernel, Caller caller);
}
