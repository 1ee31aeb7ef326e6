using System.Text;
using System.Text.Json.Serialization;

namespace SecureExec.Contracts;

/// <summary>
/// The content of a file in a request: in JSON either a string (stored as UTF-8) or <c>{"base64": "..."}</c>.
/// </summary>
[JsonConverter(typeof(FileContentConverter))]
public sealed class FileContent
{
    private FileContent(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The bytes of the file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>A file that holds <paramref name="text"/> as UTF-8.</summary>
    public static FileContent FromText(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>A file that holds <paramref name="bytes"/>.</summary>
    public static FileContent FromBytes(ReadOnlyMemory<byte> bytes) => new(bytes);
}
