namespace SecureExec.Core.Tests.Broker;

/// <summary>A directory of the host that goes with the test.</summary>
internal sealed class TempDirectory : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("secureexec-test-").FullName;

    internal string At(string relative) => System.IO.Path.Combine(Path, relative);

    internal string Write(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(relative))!);
        File.WriteAllText(At(relative), text);
        return At(relative);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
