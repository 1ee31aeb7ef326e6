namespace Aspire.Hosting.ApplicationModel;

/// <summary>How an endpoint is shown to people.</summary>
internal sealed class ResourceUrlAnnotation
{
    /// <summary>The address.</summary>
    public required string Url { get; set; }

    /// <summary>What the address is, in words; null shows the resource's name.</summary>
    public string? DisplayText { get; set; }
}
