namespace SecureExec.Dashboard.Model;

/// <summary>A place in a text; both numbers count from 1.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column, in UTF-16 units.</param>
public readonly record struct JsonLocation(int Line, int Column);
