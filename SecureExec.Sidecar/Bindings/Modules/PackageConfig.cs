namespace SecureExec.Sidecar.Bindings;

/// <summary>What the module loaders need of a <c>package.json</c>.</summary>
/// <param name="Path">Guest path of the file.</param>
/// <param name="Name">Its <c>name</c>.</param>
/// <param name="Main">Its <c>main</c> when that is text.</param>
/// <param name="Type"><c>commonjs</c>, <c>module</c>, or <c>none</c>.</param>
/// <param name="Exports">Its <c>exports</c>: text, or the JSON of an object or array.</param>
/// <param name="Imports">Its <c>imports</c>, in the same way.</param>
internal sealed record PackageConfig(string Path, string? Name, string? Main, string Type, string? Exports, string? Imports)
{
    /// <summary>The array that JavaScript gets (a persistent handle); 0 until it was asked for.</summary>
    public nint Array { get; set; }
}
