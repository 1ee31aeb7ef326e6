using System.Text;

namespace SecureExec;

/// <summary>What a run reads from its standard input. It ends where the text, the bytes or the stream end.</summary>
public sealed class StandardInput
{
    private StandardInput(ReadOnlyMemory<byte> bytes, Stream? stream)
    {
        Bytes = bytes;
        Stream = stream;
    }

    internal ReadOnlyMemory<byte> Bytes { get; }

    internal Stream? Stream { get; }

    /// <summary>A text, as UTF-8.</summary>
    public static StandardInput FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new StandardInput(Encoding.UTF8.GetBytes(text), null);
    }

    /// <summary>Bytes. They must not change while the run lasts.</summary>
    public static StandardInput FromBytes(ReadOnlyMemory<byte> bytes) => new(bytes, null);

    /// <summary>A stream, read as far as the guest reads. It stays the caller's to dispose; a read under way when the run ends is cancelled.</summary>
    public static StandardInput FromStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new StandardInput(default, stream);
    }

    /// <summary>See <see cref="FromText"/>.</summary>
    public static implicit operator StandardInput(string text) => FromText(text);

    /// <summary>See <see cref="FromBytes"/>.</summary>
    public static implicit operator StandardInput(byte[] bytes) => FromBytes(bytes);
}
