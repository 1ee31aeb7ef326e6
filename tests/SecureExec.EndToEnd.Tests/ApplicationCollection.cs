namespace SecureExec.EndToEnd.Tests;

/// <summary>Tests that start the application run one after another: each start is half a dozen processes.</summary>
[CollectionDefinition(nameof(RunningApplication))]
public sealed class ApplicationCollection;
