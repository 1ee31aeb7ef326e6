namespace SecureExec;

/// <summary>The language of a program's text.</summary>
public enum SourceLanguage
{
    /// <summary>JavaScript.</summary>
    JavaScript,

    /// <summary>TypeScript whose types are stripped, not checked, as Node.js does.</summary>
    TypeScript,
}
