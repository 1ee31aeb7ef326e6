namespace SecureExec.Kernel;

/// <summary>One line of the support table.</summary>
/// <param name="Number">The call.</param>
/// <param name="Name">Its name in Linux or libuv.</param>
/// <param name="Support">How far it is supported.</param>
/// <param name="Note">What differs, or why it is refused; empty when nothing does.</param>
internal sealed record SyscallEntry(Syscall Number, string Name, SyscallSupport Support, string Note);
