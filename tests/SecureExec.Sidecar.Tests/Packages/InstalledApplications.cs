namespace SecureExec.Sidecar.Tests.Packages;

/// <summary>The servers, clients and tools of <c>apps/</c>.</summary>
public sealed class InstalledApplications() : InstalledPackages(Name)
{
    internal const string Name = "apps";
}
