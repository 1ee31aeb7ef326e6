using System.Runtime.InteropServices;
using SecureExec.Interop;

namespace SecureExec.Sidecar.Worker.Lockdown;

/// <summary>
/// A seccomp filter under construction: rules in the order in which they are asked, a classic BPF program for the kernel (seccomp(2)).
/// Every rule ends in an answer, so the accumulator still holds the call's number at the next one.
/// </summary>
internal sealed unsafe class SyscallFilter
{
    private const uint ArchitectureX64 = 0xC000003E;
    private const uint X32Bit = 0x4000_0000;
    private const int SeccompSetModeFilter = 1;
    private const int SeccompFilterFlagTsync = 1;

    private const ushort Load = 0x20, JumpEqual = 0x15, JumpGreaterEqual = 0x35, And = 0x54, Return = 0x06;
    private const uint NumberAt = 0, ArchitectureAt = 4, ArgumentsAt = 16, ArgumentBytes = 8, HalfBytes = 4;

    private readonly List<Instruction> _program = [];

    /// <summary>Starts a filter that ends the process when a call is not of the 64-bit x86 table.</summary>
    internal SyscallFilter()
    {
        Add(Load, ArchitectureAt);
        Add(JumpEqual, ArchitectureX64, 1, 0);
        Add(Return, (uint)FilterAction.Kill);
        Add(Load, NumberAt);
        Add(JumpGreaterEqual, X32Bit, 0, 1);
        Add(Return, (uint)FilterAction.Kill);
    }

    /// <summary>The same answer to each of these calls.</summary>
    internal void On(FilterAction action, params ReadOnlySpan<HostSyscall> calls)
    {
        foreach (HostSyscall call in calls)
        {
            Add(JumpEqual, (uint)call, 0, 1);
            Add(Return, (uint)action);
        }
    }

    /// <summary>Answers a call by the low 32 bits of one argument: <paramref name="match"/> when it has one of the values, else <paramref name="other"/>.</summary>
    internal void OnArgument(HostSyscall call, int argument, FilterAction match, FilterAction other, params ReadOnlySpan<uint> values)
    {
        Add(JumpEqual, (uint)call, 0, checked((byte)(2 + (2 * values.Length))));
        Add(Load, ArgumentsAt + (ArgumentBytes * (uint)argument));
        foreach (uint value in values)
        {
            Add(JumpEqual, value, 0, 1);
            Add(Return, (uint)match);
        }
        Add(Return, (uint)other);
    }

    /// <summary>Answers a call by whether two arguments, in all their 64 bits, are zero.</summary>
    internal void OnZeros(HostSyscall call, int first, int second, FilterAction match, FilterAction other)
    {
        Add(JumpEqual, (uint)call, 0, 10);
        for (int i = 0; i < 4; i++)
        {
            Add(Load, ArgumentsAt + (ArgumentBytes * (uint)(i < 2 ? first : second)) + (HalfBytes * (uint)(i % 2)));
            // Not zero: to the last answer.
            Add(JumpEqual, 0, 0, checked((byte)(7 - (2 * i))));
        }
        Add(Return, (uint)match);
        Add(Return, (uint)other);
    }

    /// <summary>Puts the filter on every thread of the process, for good.</summary>
    /// <param name="otherwise">The answer to all other calls.</param>
    /// <exception cref="InvalidOperationException">The kernel refused it; nothing is in force.</exception>
    internal void Install(FilterAction otherwise)
    {
        Add(Return, (uint)otherwise);
        Instruction[] program = [.. _program];
        fixed (Instruction* instructions = program)
        {
            var header = new Program { Length = checked((ushort)program.Length), Instructions = instructions };
            // With TSYNC a positive result is the thread that could not be brought under it.
            nint result = Libc.Syscall((nint)HostSyscall.Seccomp, SeccompSetModeFilter, SeccompFilterFlagTsync, (nint)(&header), 0, 0, 0);
            if (result != 0) throw new InvalidOperationException($"The system-call filter could not be installed: {(result < 0 ? $"errno {Marshal.GetLastPInvokeError()}" : $"thread {result} has another")}.");
        }
    }

    private void Add(ushort code, uint operand, byte ifTrue = 0, byte ifFalse = 0) => _program.Add(new Instruction { Code = code, IfTrue = ifTrue, IfFalse = ifFalse, Operand = operand });

    /// <summary><c>struct sock_filter</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Instruction
    {
        public ushort Code;
        public byte IfTrue, IfFalse;
        public uint Operand;
    }

    /// <summary><c>struct sock_fprog</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        public ushort Length;
        public Instruction* Instructions;
    }
}
