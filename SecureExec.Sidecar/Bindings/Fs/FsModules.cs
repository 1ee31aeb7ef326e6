using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What the module loaders ask of the file system: no error objects, few allocations.</summary>
internal static unsafe class FsModules
{
    private const int JavaScript = 0, WebAssembly = 1, FallbackFrom = 7;

    // Indexes are the contract with legacyMainResolveExtensions of lib/internal/modules/helpers.js.
    private static readonly string[] MainSuffixes = ["", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node", ".js", ".json", ".node"];

    public static void Define(BindingBuilder b) => b
        .Function("internalModuleStat", &InternalModuleStat)
        .Function("getFormatOfExtensionlessFile", &GetFormatOfExtensionlessFile)
        .Function("legacyMainResolve", &LegacyMainResolve);

    // 0: a file, 1: a directory, negative: libuv's error.
    private static void InternalModuleStat(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path))
            return;
        if (info.Realm.Guest.Sys.Stat(path, followSymlinks: true).IsError(out var stat, out var errno))
            info.Return(Errors.ToUv(errno));
        else
            info.Return(stat.IsDirectory ? 1 : 0);
    }

    private static void GetFormatOfExtensionlessFile(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path))
            return;
        var sys = info.Realm.Guest.Sys;
        if (sys.Open(path, OpenFlags.O_RDONLY, 0).IsError(out var fd, out _))
        {
            info.Return(JavaScript);
            return;
        }
        Span<byte> magic = stackalloc byte[4];
        var read = sys.Read(fd, magic, 0, wait: false);
        sys.Close(fd);
        info.Return(read.Ok && magic.SequenceEqual("\0asm"u8) ? WebAssembly : JavaScript);
    }

    // (package directory, main, URL of the importing module)
    private static void LegacyMainResolve(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var directory))
            return;
        var sys = info.Realm.Guest.Sys;
        string? shown = null;
        if (info.IsString(1))
        {
            shown = GuestPaths.Resolve(sys, directory, V8.Text(info.Isolate, info[1]));
            for (var i = 0; i < FallbackFrom; i++)
            {
                if (!IsFile(sys, shown + MainSuffixes[i]))
                    continue;
                info.Return(i);
                return;
            }
        }
        var index = GuestPaths.Resolve(sys, directory, "./index");
        for (var i = FallbackFrom; i < MainSuffixes.Length; i++)
        {
            if (!IsFile(sys, index + MainSuffixes[i]))
                continue;
            info.Return(i);
            return;
        }
        if (!info.IsString(2))
            info.ThrowTypeError("The \"base\" argument must be of type string or an instance of URL.");
        else if (GuestPaths.FromFileUrl(V8.Text(info.Isolate, info[2])) is { } importer)
            info.Throw($"Cannot find package '{shown ?? index + ".js"}' imported from {importer}", "ERR_MODULE_NOT_FOUND");
        else
            info.ThrowTypeError("Invalid URL", "ERR_INVALID_URL");
    }

    private static bool IsFile(ProcessSyscalls sys, string path) => !sys.Stat(path, followSymlinks: true).IsError(out var stat, out _) && !stat.IsDirectory;
}
