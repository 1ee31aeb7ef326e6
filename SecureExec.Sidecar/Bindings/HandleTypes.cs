using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What kind of stream stands behind a descriptor, as Node's library asks before it makes <c>process.stdout</c>.</summary>
internal static class HandleTypes
{
    // Indexes into handleTypes of lib/internal/util.js.
    private const int File = 3, Unknown = 5;

    /// <summary>Every open descriptor is read and written through <c>fs</c>, synchronously, as Node does with files.</summary>
    public static int Guess(Realm realm, int fd) => realm.Guest.Process?.Sys.Fstat(fd).Ok == true ? File : Unknown;
}
