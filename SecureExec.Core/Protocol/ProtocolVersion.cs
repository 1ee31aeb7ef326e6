using System.Reflection;

namespace SecureExec.Protocol;

/// <summary>What both ends state in their first message. Host and worker are built together: both numbers must be equal.</summary>
internal static class ProtocolVersion
{
    /// <summary>First four bytes of the first message in either direction ("SXW1"); they never change, so that any two versions can tell each other apart.</summary>
    internal const uint Magic = 0x31575853;

    /// <summary>Raised with every change of a message.</summary>
    internal const int Current = 11;

    /// <summary>The version of the product without the build's commit suffix.</summary>
    internal static string Product { get; } = ReadProduct();

    private static string ReadProduct()
    {
        string version = typeof(ProtocolVersion).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        int plus = version.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? version : version[..plus];
    }
}
