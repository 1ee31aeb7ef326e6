using Aspire.Hosting;

namespace SecureExec.EndToEnd.Tests.LocalAspire;

public sealed class LaunchProfileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("launch-profile-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Read_TwoProfiles_PrefersTheWantedOne()
    {
        Write("""
            { // comments are allowed
              "profiles": {
                "a": { "applicationUrl": "http://127.0.0.1:1" },
                "b": { "applicationUrl": "https://127.0.0.1:2;http://127.0.0.1:3", "environmentVariables": { "X": "y" } },
              }
            }
            """);

        var profile = Read("b");

        Assert.Equal("b", profile?.Name);
        Assert.Equal([("https", 2), ("http", 3)], profile!.Addresses.Select(a => (a.Scheme, a.Port)));
        Assert.Equal("y", profile.Environment["X"]);
    }

    [Fact]
    public void Read_UnknownProfile_TakesTheFirst()
    {
        Write("""{ "profiles": { "a": {}, "b": {} } }""");

        Assert.Equal("a", Read("zzz")?.Name);
    }

    [Fact]
    public void Read_NoFile_IsNull() => Assert.Null(Read(null));

    private LaunchProfile? Read(string? wanted) => LaunchProfile.Read(Path.Combine(_folder.FullName, "X.csproj"), wanted);

    private void Write(string json)
    {
        var properties = _folder.CreateSubdirectory("Properties");
        File.WriteAllText(Path.Combine(properties.FullName, "launchSettings.json"), json);
    }
}
