using System.Text.Json;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Programs;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Node's error of a failed system call (<c>UVException</c>): "CODE: text, syscall 'path' -> 'dest'" with errno, code, syscall, path, dest.</summary>
internal static class Errors
{
    private static readonly Dictionary<int, (string Code, string Text)> Messages = Load();

    /// <summary>libuv's number of a Linux errno: its negative.</summary>
    public static int ToUv(Errno errno) => -(int)errno;

    /// <summary>libuv's name, for example "ENOENT".</summary>
    public static string CodeOf(Errno errno) => Messages.TryGetValue(-(int)errno, out var message) ? message.Code : errno.ToString();

    /// <summary>libuv's text, for example "no such file or directory".</summary>
    public static string TextOf(Errno errno) => Messages.TryGetValue(-(int)errno, out var message) ? message.Text : "unknown error";

    /// <summary>libuv's name and text by its (negative) number, or null.</summary>
    public static (string Code, string Text)? ByUvNumber(int number) => Messages.TryGetValue(number, out var message) ? message : null;

    /// <summary>All of libuv's errors by (negative) number.</summary>
    public static IReadOnlyDictionary<int, (string Code, string Text)> All => Messages;

    /// <summary>What the policy forbade when the system call that this thread made last answered <paramref name="errno"/>; null when it was not the policy.</summary>
    public static string? DenialOf(Errno errno) => errno == Errno.EACCES ? LastDenial.Capability : null;

    /// <summary>The end of a message about a denial; nothing without one.</summary>
    public static string DenialText(string? denied) => denied == null ? "" : $": blocked by {denied} policy";

    /// <summary>Throws the error of the system call that this thread made last.</summary>
    public static void Throw(Realm realm, Errno errno, string syscall, string? path = null, string? dest = null)
    {
        Throw(realm, errno, syscall, path, dest, DenialOf(errno));
    }

    /// <summary>Throws the error of an earlier system call; <paramref name="denied"/> is what <see cref="DenialOf"/> said after it.</summary>
    public static void Throw(Realm realm, Errno errno, string syscall, string? path, string? dest, string? denied)
    {
        var error = Create(realm, errno, syscall, path, dest, denied);
        // A setter that the guest put on Object.prototype may have thrown instead.
        if (V8Api.HasPendingException(realm.Isolate) == 0)
            V8Api.ThrowException(realm.Isolate, error);
    }

    /// <summary>The error object, as a local; <paramref name="denied"/> is the capability that the policy refused.</summary>
    public static nint Create(Realm realm, Errno errno, string syscall, string? path = null, string? dest = null, string? denied = null)
    {
        var (iso, context) = (realm.Isolate, V8Api.CurrentContext(realm.Isolate));
        var text = $"{CodeOf(errno)}: {TextOf(errno)}, {syscall}";
        if (path != null)
            text += $" '{path}'";
        if (dest != null)
            text += $" -> '{dest}'";
        var error = Describe(realm, text + DenialText(denied), ToUv(errno), CodeOf(errno), syscall);
        if (path != null)
            V8.Set(iso, context, error, "path", V8.Str(iso, path));
        if (dest != null)
            V8.Set(iso, context, error, "dest", V8.Str(iso, dest));
        return error;
    }

    /// <summary>Node's <c>ErrnoException</c>, whose message is "syscall CODE", of a denied call.</summary>
    public static nint CreateShort(Realm realm, Errno errno, string syscall, string denied) =>
        Describe(realm, $"{syscall} {CodeOf(errno)}{DenialText(denied)}", ToUv(errno), CodeOf(errno), syscall);

    /// <summary>Throws Node's other form of it (<c>ErrnoException</c>): "CODE, Text" with a positive errno, as few native functions still do.</summary>
    public static void ThrowErrno(Realm realm, Errno errno, string syscall, string? path = null)
    {
        var message = $"{CodeOf(errno)}, {ErrnoText.Of(errno)}{(path == null ? "" : $" '{path}'")}{DenialText(DenialOf(errno))}";
        V8Api.ThrowException(realm.Isolate, Describe(realm, message, (int)errno, CodeOf(errno), syscall, path));
    }

    private static nint Describe(Realm realm, string message, int number, string code, string syscall, string? path = null)
    {
        var (iso, context) = (realm.Isolate, V8Api.CurrentContext(realm.Isolate));
        var error = V8Api.NewError(V8.Str(iso, message), 0);
        V8.Set(iso, context, error, "errno", V8.Int(iso, number));
        V8.Set(iso, context, error, "code", V8.Str(iso, code));
        if (path != null)
            V8.Set(iso, context, error, "path", V8.Str(iso, path));
        V8.Set(iso, context, error, "syscall", V8.Str(iso, syscall));
        return error;
    }

    private static Dictionary<int, (string, string)> Load()
    {
        var messages = new Dictionary<int, (string, string)>();
        using var document = JsonDocument.Parse(NodeLibrary.Json("facts/uv").ToArray());
        foreach (var entry in document.RootElement.EnumerateArray())
            messages[entry[0].GetInt32()] = (entry[1][0].GetString()!, entry[1][1].GetString()!);
        return messages;
    }
}
