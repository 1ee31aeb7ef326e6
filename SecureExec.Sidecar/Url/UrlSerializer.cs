using System.Globalization;
using System.Text;

namespace SecureExec.Sidecar.Url;

/// <summary>A serialized URL and where its parts stand.</summary>
internal readonly record struct SerializedUrl(string Href, UrlComponents Components);

/// <summary>The URL serializer of the URL Standard, which also notes the offsets of the parts.</summary>
internal static class UrlSerializer
{
    /// <summary>Serializes a record.</summary>
    public static SerializedUrl Serialize(UrlRecord url)
    {
        var href = new StringBuilder(64).Append(url.Scheme).Append(':');
        var protocolEnd = (uint)href.Length;
        var (usernameEnd, hostStart) = (protocolEnd, protocolEnd);
        if (url.Host is not null)
        {
            href.Append("//").Append(url.Username);
            usernameEnd = (uint)href.Length;
            if (url.Password.Length != 0)
                href.Append(':').Append(url.Password);
            hostStart = (uint)href.Length;
            if (url.HasCredentials)
                href.Append('@');
            href.Append(url.Host);
        }

        var hostEnd = (uint)href.Length;
        if (url.Host is null && url.OpaquePath is null && url.Path.Count > 1 && url.Path[0].Length == 0)
            href.Append("/.");
        if (url.Port is { } port)
            href.Append(':').Append(port.ToString(CultureInfo.InvariantCulture));
        var pathnameStart = (uint)href.Length;
        AppendPath(href, url);
        var searchStart = UrlComponents.Omitted;
        if (url.Query is not null)
        {
            searchStart = (uint)href.Length;
            href.Append('?').Append(url.Query);
        }

        var hashStart = UrlComponents.Omitted;
        if (url.Fragment is not null)
        {
            hashStart = (uint)href.Length;
            href.Append('#').Append(url.Fragment);
        }

        return new SerializedUrl(
            href.ToString(),
            new UrlComponents(
                protocolEnd,
                usernameEnd,
                hostStart,
                hostEnd,
                url.Port is { } value ? (uint)value : UrlComponents.Omitted,
                pathnameStart,
                searchStart,
                hashStart,
                url.SchemeType));
    }

    private static void AppendPath(StringBuilder href, UrlRecord url)
    {
        if (url.OpaquePath is not null)
        {
            href.Append(url.OpaquePath);
            return;
        }

        foreach (var segment in url.Path)
            href.Append('/').Append(segment);
    }
}
