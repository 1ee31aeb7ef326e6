using System.Numerics;
using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary><c>sigset_t</c>: signals 1 to 64.</summary>
internal readonly record struct SignalSet(ulong Bits)
{
    /// <summary>The signals in it, lowest first.</summary>
    public IEnumerable<Signal> Signals
    {
        get
        {
            for (ulong left = Bits; left != 0; left &= left - 1)
            {
                yield return (Signal)(BitOperations.TrailingZeroCount(left) + 1);
            }
        }
    }

    /// <summary>A set of these.</summary>
    public static SignalSet Of(params IEnumerable<Signal> signals) => new(signals.Aggregate(0UL, (bits, signal) => bits | Bit(signal)));

    /// <summary>Whether a signal is in it.</summary>
    public bool Contains(Signal signal) => (Bits & Bit(signal)) != 0;

    /// <summary>All that are in either.</summary>
    public SignalSet Union(SignalSet other) => new(Bits | other.Bits);

    /// <summary>All that are not in the other.</summary>
    public SignalSet Except(SignalSet other) => new(Bits & ~other.Bits);

    private static ulong Bit(Signal signal) => signal == Signal.None ? 0 : 1UL << ((int)signal - 1);
}
