using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Text;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Names of files as the guest asked to see them: text, or bytes in another encoding, or a Buffer.</summary>
internal static class FsText
{
    /// <summary>A name of the kernel in an encoding, as a local.</summary>
    public static nint Encode(Realm realm, string text, NodeEncoding encoding)
    {
        if (encoding == NodeEncoding.Utf8)
            return V8.Str(realm.Isolate, FileName.ToText(text));
        var bytes = FileName.ToBytes(text);
        return encoding == NodeEncoding.Buffer ? NodeBuffer.Create(realm, bytes) : V8.Str(realm.Isolate, StringBytes.Decode(bytes, encoding));
    }
}
