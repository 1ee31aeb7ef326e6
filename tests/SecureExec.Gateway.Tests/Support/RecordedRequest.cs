namespace SecureExec.Gateway.Tests.Support;

/// <summary>What a pool node was asked.</summary>
internal sealed record RecordedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
