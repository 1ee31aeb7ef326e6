using System.Text;

namespace SecureExec;

/// <summary>Content of a file that a runtime starts with.</summary>
public sealed class SeedContent
{
    private SeedContent(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The content.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>A text, as UTF-8 without a byte order mark.</summary>
    public static SeedContent FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new SeedContent(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Bytes. They must not change until the runtime is created.</summary>
    public static SeedContent FromBytes(ReadOnlyMemory<byte> bytes) => new(bytes);

    /// <summary>See <see cref="FromText"/>.</summary>
    public static implicit operator SeedContent(string text) => FromText(text);

    /// <summary>See <see cref="FromBytes"/>.</summary>
    public static implicit operator SeedContent(byte[] bytes) => FromBytes(bytes);
}
