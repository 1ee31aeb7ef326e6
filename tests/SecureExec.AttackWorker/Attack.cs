using System.Runtime.InteropServices;
using SecureExec.Interop;

namespace SecureExec.AttackWorker;

/// <summary>The arguments of a system call; what is left out is zero.</summary>
internal readonly record struct CallArguments(nint A = 0, nint B = 0, nint C = 0, nint D = 0, nint E = 0);

/// <summary>One forbidden system call, made as injected machine code would make it.</summary>
internal sealed record Attack(string Name, long Number, CallArguments Arguments, Refusal Expected)
{
    /// <summary>Makes the call. Returns its errno, or <c>None</c> when it succeeded; an errno that is no refusal shows as its number.</summary>
    internal Refusal Try()
    {
        nint result = Libc.Syscall((nint)Number, Arguments.A, Arguments.B, Arguments.C, Arguments.D, Arguments.E, 0);
        return result >= 0 ? Refusal.None : (Refusal)Marshal.GetLastPInvokeError();
    }
}
