namespace SecureExec;

/// <summary>Bounds on the host functions of one runtime. What a guest may put into a call is bounded by <see cref="ResourceLimits"/>.</summary>
public static class HostFunctionLimits
{
    /// <summary>Functions of one runtime.</summary>
    public const int MaxFunctions = 256;

    /// <summary>Collections of one runtime.</summary>
    public const int MaxCollections = 64;

    /// <summary>Functions of one collection.</summary>
    public const int MaxFunctionsPerCollection = 64;

    /// <summary>Characters of a function's or a collection's name.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Characters of a description.</summary>
    public const int MaxDescriptionLength = 200;

    /// <summary>Bytes of one schema, as JSON in UTF-8.</summary>
    public const int MaxSchemaBytes = 16 * 1024;

    /// <summary>Levels of one schema.</summary>
    public const int MaxSchemaDepth = 32;

    /// <summary>Examples of one function.</summary>
    public const int MaxExamples = 16;

    /// <summary>Bytes of one example's input, as JSON in UTF-8.</summary>
    public const int MaxExampleBytes = 4 * 1024;

    /// <summary>Bytes of all schemas, examples and descriptions together.</summary>
    public const int MaxTotalBytes = 4 * 1024 * 1024;

    /// <summary>The longest time of one call.</summary>
    public static TimeSpan MaxTimeout { get; } = TimeSpan.FromMinutes(5);
}
