using System.Text.Json.Serialization;

namespace SecureExec.Benchmarks;

/// <summary>What a bound compares.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BoundKind>))]
internal enum BoundKind
{
    /// <summary>The sandbox's median is at most so many times Node's.</summary>
    RatioAtMost,

    /// <summary>The sandbox's median is at least so many times Node's.</summary>
    RatioAtLeast,

    /// <summary>The sandbox's median is less than a number, in the figure's unit.</summary>
    Below,
}
