using System.Diagnostics.CodeAnalysis;

namespace SecureExec.Dashboard.Client;

/// <summary>A value, or the reason why there is none.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public sealed class GatewayResult<T>
    where T : class
{
    private GatewayResult(T? value, GatewayFailure? failure)
    {
        Value = value;
        Failure = failure;
    }

    /// <summary>The value; null after a failure.</summary>
    public T? Value { get; }

    /// <summary>The failure; null after a success.</summary>
    public GatewayFailure? Failure { get; }

    /// <summary>A success.</summary>
    public static implicit operator GatewayResult<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    public static implicit operator GatewayResult<T>(GatewayFailure failure) => new(null, failure);

    /// <summary>Gives the value, or the failure.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out GatewayFailure? failure)
    {
        value = Value;
        failure = value is null ? Failure! : null;
        return value is not null;
    }
}
