using SecureExec.Abi;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Gives the outcome of an operation to whoever asked: thrown or returned when the call is synchronous, else through its request.</summary>
internal static class FsReply
{
    /// <param name="info">The call.</param>
    /// <param name="req">Index of the request argument.</param>
    /// <param name="errno">How it went.</param>
    /// <param name="syscall">The name in the error.</param>
    /// <param name="path">The path in the error.</param>
    /// <param name="dest">The second path in the error.</param>
    /// <param name="make">The value; null: none.</param>
    public static void Send(CallInfo info, int req, Errno errno, string syscall, string? path = null, string? dest = null, FsMake? make = null)
    {
        if (!FsRequest.TryBegin(info, req, out var request))
            return;
        if (request != null)
            request.Complete(errno, syscall, path, dest, make);
        else if (errno != Errno.Success)
            Errors.Throw(info.Realm, errno, syscall, path, dest);
        else if (make != null)
            info.Return(make(info.Realm, null));
    }

    /// <summary>The same for a number.</summary>
    public static void SendNumber(CallInfo info, int req, Errno errno, int value, string syscall, string? path = null)
    {
        if (errno == Errno.Success && (req >= info.Length || info.IsUndefined(req)))
            info.Return(value);
        else
            Send(info, req, errno, syscall, path, null, errno == Errno.Success ? (realm, _) => V8.Int(realm.Isolate, value) : null);
    }

    /// <summary>The same for what was opened. A FIFO completes an asynchronous request when its other side is open too.</summary>
    public static void SendOpened(CallInfo info, int req, int fd, string path, FsMake make)
    {
        if (!FsRequest.TryBegin(info, req, out var request))
            return;
        if (request == null)
            info.Return(make(info.Realm, null));
        else
            FsPendingOpen.Then(info.Realm, fd, () => request.Complete(Errno.Success, "open", path, null, make));
    }

    /// <summary>The same for text in the encoding of argument <paramref name="encodingIndex"/>.</summary>
    public static void SendText(CallInfo info, int req, Errno errno, string? text, int encodingIndex, string syscall, string path, string? shownPath = null)
    {
        var encoding = FsArgs.Encoding(info, encodingIndex);
        Send(info, req, errno, syscall, shownPath ?? path, null, text == null ? null : (realm, _) => FsText.Encode(realm, text, encoding));
    }
}
