using SecureExec.Interop;

namespace SecureExec.Broker;

/// <summary>The open root of one host mount. The directory stays the same one even if its name is given to another meanwhile.</summary>
internal sealed class HostMountRoot : IDisposable
{
    private Fd _root;

    /// <summary>Opens the directory.</summary>
    /// <exception cref="ArgumentException">It cannot be opened.</exception>
    internal HostMountRoot(HostMount mount)
    {
        Mount = mount;
        int fd = FileCalls.OpenAt(FileCalls.AT_FDCWD, mount.HostPath, FileCalls.O_PATH | FileCalls.O_DIRECTORY | FileCalls.O_CLOEXEC, 0);
        if (fd < 0)
        {
            var error = (Abi.Errno)System.Runtime.InteropServices.Marshal.GetLastPInvokeError();
            throw new ArgumentException($"{nameof(NodeRuntimeOptions.Mounts)}: {mount.HostPath} cannot be opened ({error}).", nameof(mount));
        }
        _root = new Fd(fd);
    }

    /// <summary>What was mounted where.</summary>
    internal HostMount Mount { get; }

    /// <summary>The root's descriptor.</summary>
    internal int Fd => _root.Value;

    /// <summary>The guest path of a path beneath the root.</summary>
    internal string GuestPath(string path) => path.Length == 0 ? Mount.GuestPath : $"{Mount.GuestPath}/{path}";

    /// <inheritdoc/>
    public void Dispose() => _root.Dispose();
}
