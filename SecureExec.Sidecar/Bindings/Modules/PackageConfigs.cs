using System.Buffers;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// The <c>package.json</c> files that one realm has read. Found ones are remembered, as in Node; missing ones are not, because a
/// program may write them.
/// </summary>
internal sealed class PackageConfigs : ICarried
{
    private readonly Dictionary<string, PackageConfig> _known = new(StringComparer.Ordinal);

    /// <summary>Reads one file. Null with <paramref name="invalid"/> false: there is none.</summary>
    public PackageConfig? Read(ProcessSyscalls sys, string path, out bool invalid)
    {
        invalid = false;
        if (_known.TryGetValue(path, out var known))
            return known;
        if (sys.Open(path, OpenFlags.O_RDONLY, 0).IsError(out var fd, out _))
            return null;
        var content = FsWholeFiles.ReadToEnd(sys, fd, out var length, out _);
        sys.Close(fd);
        if (content == null)
            return null;
        var parsed = PackageConfigParser.Parse(path, content.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(content);
        invalid = parsed == null;
        return parsed == null ? null : _known[path] = parsed;
    }

    /// <summary>
    /// The nearest file above a module, up to but not into a <c>node_modules</c> folder; the root's own is not looked at.
    /// <paramref name="invalid"/> is the path of one that cannot be read.
    /// </summary>
    public PackageConfig? Nearest(ProcessSyscalls sys, string modulePath, out string? invalid)
    {
        invalid = null;
        for (var directory = GuestPaths.Parent(modulePath); GuestPaths.Parent(directory) != directory; directory = GuestPaths.Parent(directory))
        {
            if (directory.EndsWith("/node_modules", StringComparison.Ordinal))
                return null;
            var path = directory + "/package.json";
            if (Read(sys, path, out var bad) is { } config)
                return config;
            if (!bad)
                continue;
            invalid = path;
            return null;
        }
        return null;
    }

    public void Carry(StateCarrier carrier) => carrier.Untouched(_known.Count == 0, nameof(PackageConfigs));
}
