using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SecureExec.Sidecar.Tests.Packages;

/// <summary>A registry of npm packages on the loopback interface: their descriptions, and tarballs packed from folders.</summary>
internal sealed class RegistryDouble : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Dictionary<string, byte[]> _tarballs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, JsonObject>> _packages = new(StringComparer.Ordinal);

    private RegistryDouble(WebApplication application) => _application = application;

    /// <summary>URL of the registry, with a slash at its end.</summary>
    internal string Address { get; private set; } = "";

    /// <summary>Its port.</summary>
    internal int Port => new Uri(Address).Port;

    /// <summary>Packs each folder, which has a <c>package.json</c>, and serves it.</summary>
    internal static async Task<RegistryDouble> StartAsync(IReadOnlyList<string> folders)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var registry = new RegistryDouble(builder.Build());
        foreach (string folder in folders) registry.Add(folder);
        registry._application.Run(registry.AnswerAsync);
        await registry._application.StartAsync();
        registry.Address = registry._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/";
        return registry;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private void Add(string folder)
    {
        JsonObject manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "package.json")))!.AsObject();
        string name = (string)manifest["name"]!, version = (string)manifest["version"]!;
        byte[] tarball = Pack(folder);
        string path = $"{name}/-/{name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]}-{version}.tgz";
        _tarballs[path] = tarball;
        manifest["dist"] = new JsonObject { ["tarball"] = path, ["integrity"] = "sha512-" + Convert.ToBase64String(SHA512.HashData(tarball)) };
        if (!_packages.TryGetValue(name, out SortedDictionary<string, JsonObject>? versions)) _packages[name] = versions = new(StringComparer.Ordinal);
        versions[version] = manifest;
    }

    private static byte[] Pack(string folder)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) tar.WriteEntry(file, "package/" + Path.GetRelativePath(folder, file));
        }
        return packed.ToArray();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        // The name of a scoped package comes as @scope%2fname.
        string path = Uri.UnescapeDataString(context.Request.Path.Value!).TrimStart('/');
        if (_tarballs.TryGetValue(path, out byte[]? tarball))
        {
            await context.Response.Body.WriteAsync(tarball);
            return;
        }
        context.Response.ContentType = "application/json";
        if (!_packages.TryGetValue(path, out SortedDictionary<string, JsonObject>? versions))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("""{"error":"Not found"}""");
            return;
        }
        var all = new JsonObject();
        foreach ((string version, JsonObject manifest) in versions)
        {
            JsonNode copy = manifest.DeepClone();
            copy["dist"]!["tarball"] = Address + copy["dist"]!["tarball"];
            all[version] = copy;
        }
        var answer = new JsonObject { ["name"] = path, ["dist-tags"] = new JsonObject { ["latest"] = versions.Keys.Last() }, ["versions"] = all };
        await context.Response.WriteAsync(answer.ToJsonString());
    }
}
