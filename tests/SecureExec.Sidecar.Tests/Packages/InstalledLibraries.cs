namespace SecureExec.Sidecar.Tests.Packages;

/// <summary>The libraries of <c>npm/</c>.</summary>
public sealed class InstalledLibraries() : InstalledPackages(Name)
{
    internal const string Name = "npm";
}
