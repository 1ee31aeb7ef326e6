namespace SecureExec.Sidecar.CjsLexer;

/// <summary>What the lexer found in a CommonJS module.</summary>
/// <param name="Exports">Names of likely exports, each once, in source order.</param>
/// <param name="Reexports">Specifiers whose exports are also exports of this module, in source order.</param>
internal sealed record CjsModuleShape(IReadOnlyList<string> Exports, IReadOnlyList<string> Reexports)
{
    /// <summary>What is answered for source that is malformed or an ES module.</summary>
    public static readonly CjsModuleShape Empty = new([], []);
}
