using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Descriptors that <c>fs.open</c> gave a worker thread as plain numbers: what it leaves open is closed at its end (<c>trackUnmanagedFds</c>). Loop's thread.</summary>
internal sealed class UnmanagedDescriptors
{
    private readonly HashSet<int> _open = [];

    /// <summary>Whether the thread keeps account.</summary>
    public bool Tracks { get; set; }

    /// <summary>One was opened.</summary>
    public void Add(Realm realm, int fd)
    {
        if (Tracks && !_open.Add(fd))
            Warn(realm, $"File descriptor {fd} opened in unmanaged mode twice");
    }

    /// <summary>One was closed.</summary>
    public void Remove(Realm realm, int fd)
    {
        if (Tracks && !_open.Remove(fd))
            Warn(realm, $"File descriptor {fd} closed but not opened in unmanaged mode");
    }

    /// <summary>Closes what is left. At the thread's end.</summary>
    public void CloseAll(GuestThread guest)
    {
        foreach (var fd in _open)
            guest.Sys.Close(fd);
        _open.Clear();
    }

    private static void Warn(Realm realm, string text)
    {
        var iso = realm.Isolate;
        var emit = V8.Get(iso, realm.Context, realm[Callbacks.Process], "emitWarning");
        if (emit != 0 && V8Api.IsFunction(emit) != 0)
            Callbacks.Call(realm, realm[Callbacks.Process], emit, [V8.Str(iso, text)]);
    }
}
