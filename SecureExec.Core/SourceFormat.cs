namespace SecureExec;

/// <summary>How a program's text is loaded.</summary>
public enum SourceFormat
{
    /// <summary>ES module: <c>import</c> and top-level <c>await</c>.</summary>
    Module,

    /// <summary>CommonJS: <c>require</c> and <c>module.exports</c>.</summary>
    CommonJs,
}
