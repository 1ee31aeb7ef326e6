namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// Internal fields of a ModuleWrap. All state is on the JavaScript object, so V8's collector owns it; <see cref="Url"/> is set
/// last and tells that the object is complete.
/// </summary>
internal static class ModuleWrapFields
{
    /// <summary>The <c>v8::Module</c>.</summary>
    public const int Module = 0;

    /// <summary>The URL, a string.</summary>
    public const int Url = 1;

    /// <summary>An object of the module's context: leads to the context.</summary>
    public const int ContextObject = 2;

    /// <summary>Evaluation steps of a synthetic module; undefined once they have run.</summary>
    public const int Steps = 3;

    /// <summary>Array of the linked ModuleWraps, in the order of the requests.</summary>
    public const int Linked = 4;

    /// <summary>What <c>import source</c> gives.</summary>
    public const int SourceObject = 5;

    /// <summary>True for a synthetic module.</summary>
    public const int Synthetic = 6;

    /// <summary>Names of a synthetic module's exports, a <c>Set</c>.</summary>
    public const int ExportNames = 7;

    public const int Count = 8;

    // v8::Module::Status
    public const int Uninstantiated = 0, Instantiated = 2, Evaluating = 3, Errored = 5;
}
