using System.Globalization;
using System.Text.Json.Serialization;

namespace SecureExec.Benchmarks;

/// <summary>What a figure is to reach.</summary>
/// <param name="Kind">What is compared.</param>
/// <param name="Limit">With what.</param>
internal sealed record Bound(BoundKind Kind, double Limit)
{
    [JsonIgnore]
    internal string Text => Kind switch
    {
        BoundKind.RatioAtMost => string.Create(CultureInfo.InvariantCulture, $"≤ {Limit:0.###} × Node"),
        BoundKind.RatioAtLeast => string.Create(CultureInfo.InvariantCulture, $"≥ {Limit:0.###} × Node"),
        _ => string.Create(CultureInfo.InvariantCulture, $"< {Limit:0.###}"),
    };

    internal static Bound RatioAtMost(double limit) => new(BoundKind.RatioAtMost, limit);

    internal static Bound RatioAtLeast(double limit) => new(BoundKind.RatioAtLeast, limit);

    internal static Bound Below(double limit) => new(BoundKind.Below, limit);

    /// <summary>Whether the medians reach it; a ratio without Node's samples does not.</summary>
    internal bool IsMet(double sandbox, double? ratio) => Kind switch
    {
        BoundKind.RatioAtMost => ratio <= Limit,
        BoundKind.RatioAtLeast => ratio >= Limit,
        _ => sandbox < Limit,
    };
}
