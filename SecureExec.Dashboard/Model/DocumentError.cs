namespace SecureExec.Dashboard.Model;

/// <summary>One thing wrong in an edited document.</summary>
/// <param name="Path">Where, as a path; empty for the whole document.</param>
/// <param name="Message">What.</param>
/// <param name="Location">Where in the text, if it could be found.</param>
public sealed record DocumentError(string Path, string Message, JsonLocation? Location);
