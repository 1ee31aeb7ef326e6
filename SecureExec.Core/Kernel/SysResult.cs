using System.Diagnostics.CodeAnalysis;
using SecureExec.Abi;

namespace SecureExec.Kernel;

/// <summary>The outcome of a kernel call: a value, or the errno that says why there is none. Guest faults are values, never exceptions.</summary>
/// <typeparam name="T">What the call yields.</typeparam>
internal readonly struct SysResult<T>
{
    private readonly T? _value;

    private SysResult(T? value, Errno error)
    {
        _value = value;
        Error = error;
    }

    /// <summary>Why the call failed, or <see cref="Errno.Success"/>.</summary>
    public Errno Error { get; }

    /// <summary>True when <see cref="Value"/> may be read.</summary>
    public bool Ok => Error == Errno.Success;

    /// <summary>The result; reading it after a failure is a fault of the caller.</summary>
    public T Value => Ok ? _value! : throw new InvalidOperationException($"The call failed with {Error}.");

    public static implicit operator SysResult<T>(T value) => new(value, Errno.Success);

    /// <summary>A failure. <see cref="Errno.Success"/> is no failure and gives the default value.</summary>
    public static implicit operator SysResult<T>(Errno error) => new(default, error);

    /// <summary>Splits the outcome for <c>if (call().IsError(out var value, out var errno)) return errno;</c>.</summary>
    public bool IsError([MaybeNullWhen(true)] out T value, out Errno error)
    {
        value = _value;
        error = Error;
        return error != Errno.Success;
    }

    public override string ToString() => Ok ? $"{_value}" : Error.ToString();
}
