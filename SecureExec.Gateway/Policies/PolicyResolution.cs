using System.Diagnostics.CodeAnalysis;

namespace SecureExec.Gateway.Policies;

/// <summary>Either the permissions to send to the pool node (null for its default) or the problem that is the answer.</summary>
internal readonly record struct PolicyResolution(PermissionPolicy? Permissions, IResult? Problem)
{
    /// <summary>Whether the named policy cannot be used.</summary>
    public bool IsProblem([NotNullWhen(true)] out IResult? problem) => (problem = Problem) is not null;
}
