namespace SecureExec;

/// <summary>What JavaScript finds around it.</summary>
public sealed record JsRuntimeOptions
{
    /// <summary>Which globals and built-in modules there are.</summary>
    public JsPlatform Platform { get; init; } = JsPlatform.Node;

    /// <summary>Node's built-in modules that the guest may load, by name (<c>fs</c>; a name covers what is below it, as <c>fs/promises</c>). Null allows all, an empty list none; what is not allowed fails with <c>ERR_ACCESS_DENIED</c>. Only for <see cref="JsPlatform.Node"/>. It narrows what well-behaved code can do; what keeps hostile code in are <see cref="NodeRuntimeOptions.Permissions"/> and limits.</summary>
    public IReadOnlyList<string>? AllowedBuiltins { get; init; }

    /// <summary>
    /// What imports and requires may name, on any platform. What may not be named fails as what does not exist, <c>ERR_MODULE_NOT_FOUND</c> (import) or
    /// <c>MODULE_NOT_FOUND</c> (require), and the message says why; built-in modules fail with <c>ERR_ACCESS_DENIED</c> on all but <see cref="JsModuleResolution.Node"/>,
    /// as with an empty <see cref="AllowedBuiltins"/>. As that, it narrows what well-behaved code can do.
    /// </summary>
    public JsModuleResolution ModuleResolution { get; init; } = JsModuleResolution.Node;

    /// <summary>False gives clocks in steps of one millisecond (<c>performance.now</c>, <c>process.hrtime</c>, CPU times, file times), which makes timing attacks harder.</summary>
    public bool HighResolutionTime { get; init; }
}
