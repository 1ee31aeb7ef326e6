using System.Buffers;
using System.Text;

namespace SecureExec.Sidecar.Url;

/// <summary>Escapes the characters of a file path that a URL would read as something else, as Node does.</summary>
internal static class FilePathEscapes
{
    private static readonly SearchValues<char> Candidates = SearchValues.Create("\0 %\n\r\t?#[]|~\\");

    /// <summary>Percent-encodes <c>\0 % \n \r \t ? # [ ] | ~</c> and the space, and the backslash unless it separates.</summary>
    public static string Escape(string path, bool windows)
    {
        if (!path.AsSpan().ContainsAny(Candidates))
            return path;
        var output = new StringBuilder(path.Length + 16);
        foreach (var c in path)
        {
            if (Candidates.Contains(c) && (c != '\\' || !windows))
                PercentEncodeSet.AppendByte(output, (byte)c);
            else
                output.Append(c);
        }

        return output.ToString();
    }
}
