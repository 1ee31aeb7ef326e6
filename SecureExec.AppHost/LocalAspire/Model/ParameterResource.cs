namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value handed to other resources; computed once, on first use.</summary>
/// <param name="name">Unique resource name.</param>
/// <param name="valueGetter">Computes the value.</param>
/// <param name="secret">Whether the value must never be printed.</param>
internal sealed class ParameterResource(string name, Func<string> valueGetter, bool secret) : IResource
{
    private readonly Lazy<string> _value = new(valueGetter);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IList<IResourceAnnotation> Annotations { get; } = [];

    /// <summary>Whether the value must never be printed.</summary>
    public bool Secret => secret;

    /// <summary>The value.</summary>
    internal string CurrentValue => _value.Value;
}
