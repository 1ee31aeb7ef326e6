using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// A recursive <c>readdir</c>: breadth first, each directory's entries sorted, symbolic links to directories followed, as Node does.
/// </summary>
internal sealed class FsRecursiveScan(ProcessSyscalls sys, string root)
{
    private readonly List<(string Relative, DirectoryEntry[] Entries)> _directories = [];
    private int _count;

    /// <summary>Walks the tree; <paramref name="failed"/> is the directory that could not be read.</summary>
    public Errno Run(out string failed)
    {
        failed = root;
        var waiting = new Queue<(string Relative, int Depth)>();
        waiting.Enqueue(("", 0));
        while (waiting.TryDequeue(out var next))
        {
            var (relative, depth) = next;
            var path = Append(root, relative);
            var errno = FsTree.Scan(sys, path, out var entries);
            if (errno == Errno.Success && ((_count += entries.Length) > sys.Limits.MaxRecursionEntries || depth > sys.Limits.MaxRecursionDepth))
                errno = Errno.ENOMEM;
            if (errno != Errno.Success)
            {
                failed = path;
                return errno;
            }
            _directories.Add((relative, entries));
            foreach (var entry in entries)
            {
                if (IsDirectory(path, entry))
                    waiting.Enqueue((Append(relative, entry.Name), depth + 1));
            }
        }
        return Errno.Success;
    }

    /// <summary>Relative paths; or with types [names, types, entries of each directory, directories].</summary>
    public nint Value(Realm realm, NodeEncoding encoding, bool withTypes)
    {
        var (iso, context) = (realm.Isolate, realm.Context);
        var names = V8Api.ArrayNewLength(iso, _count);
        var types = new byte[_count];
        var i = 0;
        foreach (var (relative, entries) in _directories)
        {
            foreach (var entry in entries)
            {
                using var scope = new HandleScope(iso);
                types[i] = (byte)entry.Type;
                V8Api.ObjectSetIndex(names, context, (uint)i++, FsText.Encode(realm, withTypes ? entry.Name : Append(relative, entry.Name), encoding));
            }
        }
        return withTypes ? V8.Array(iso, [names, V8.Uint8Array(iso, types), Counts(iso), Directories(realm, encoding)]) : names;
    }

    private unsafe nint Counts(nint iso)
    {
        var buffer = V8Api.ArrayBufferNew(iso, (nuint)_directories.Count * sizeof(uint), 0);
        var counts = new Span<uint>((void*)V8Api.BufferData(buffer), _directories.Count);
        for (var i = 0; i < counts.Length; i++)
            counts[i] = (uint)_directories[i].Entries.Length;
        return V8Api.Uint32ArrayNew(buffer, 0, (nuint)counts.Length);
    }

    private nint Directories(Realm realm, NodeEncoding encoding)
    {
        var directories = V8Api.ArrayNewLength(realm.Isolate, _directories.Count);
        for (var i = 0; i < _directories.Count; i++)
        {
            using var scope = new HandleScope(realm.Isolate);
            V8Api.ObjectSetIndex(directories, realm.Context, (uint)i, FsText.Encode(realm, _directories[i].Relative, encoding));
        }
        return directories;
    }

    private bool IsDirectory(string parent, DirectoryEntry entry) => entry.Type switch
    {
        DirentType.Directory => true,
        DirentType.Link or DirentType.Unknown => !sys.Stat(Append(parent, entry.Name), followSymlinks: true).IsError(out var stat, out _) && stat.IsDirectory,
        _ => false,
    };

    private static string Append(string path, string name) =>
        name.Length == 0 ? path : path.Length == 0 ? name : FsTree.Join(path, name);
}
