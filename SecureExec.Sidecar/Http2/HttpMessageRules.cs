using System.Buffers;
using System.Text;
using Seen = SecureExec.Sidecar.Http2.HttpMessageState.Seen;

namespace SecureExec.Sidecar.Http2;

/// <summary>
/// Which messages are HTTP (RFC 9113 8), as strict and as lenient as nghttp2: a wrong pseudo header resets the stream, a wrong character in another field only drops the field.
/// </summary>
internal static class HttpMessageRules
{
    private const string Token = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz", Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Lower = "abcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Token));
    private static readonly SearchValues<byte> MethodBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Token + Upper));
    private static readonly SearchValues<byte> AuthorityBytes = SearchValues.Create(Encoding.ASCII.GetBytes("!$%&'()*+,-.:;=[]_~0123456789" + Upper + Lower));
    private static readonly SearchValues<byte> SchemeBytes = SearchValues.Create(Encoding.ASCII.GetBytes("+-.0123456789" + Upper + Lower));

    // Controls but the tabulator, and delete.
    private static readonly SearchValues<byte> NoValueBytes = SearchValues.Create([.. Enumerable.Range(0, 32).Where(b => b != 9).Append(127).Select(b => (byte)b)]);
    private static readonly SearchValues<byte> NoPathBytes = SearchValues.Create([.. Enumerable.Range(0, 33).Append(127).Select(b => (byte)b)]);

    /// <summary>What a field that came is.</summary>
    public enum Verdict
    {
        Accepted,

        /// <summary>Left out, and the message goes on.</summary>
        Ignored,

        /// <summary>The message is malformed.</summary>
        Refused,
    }

    /// <summary>How a block is judged.</summary>
    /// <param name="IsRequest">A request, also a promised one.</param>
    /// <param name="IsTrailer">Trailers.</param>
    /// <param name="AllowsProtocol">We have allowed <c>:protocol</c> (RFC 8441).</param>
    /// <param name="AllowsOuterBlanks">See <see cref="Http2Options.AllowsOuterBlanks"/>.</param>
    public readonly record struct Context(bool IsRequest, bool IsTrailer, bool AllowsProtocol, bool AllowsOuterBlanks);

    /// <summary>Judges one field.</summary>
    public static Verdict OnField(Http2Stream stream, HeaderField field, Context context)
    {
        var message = stream.Message;
        if (field.Name.Length == 0)
        {
            message.Flags |= Seen.Regular;
            return Verdict.Ignored;
        }
        if (field.Name[0] == ':')
        {
            if (context.IsTrailer || message.Has(Seen.Regular))
                return Verdict.Refused;
        }
        else
        {
            message.Flags |= Seen.Regular;
            var odd = field.Name.AsSpan().IndexOfAnyExcept(NameBytes);
            if (odd >= 0)
                return field.Name[odd] is >= (byte)'A' and <= (byte)'Z' ? Verdict.Refused : Verdict.Ignored;
        }
        var name = Encoding.Latin1.GetString(field.Name);
        return context.IsRequest ? OnRequestField(stream, name, field.Value, context) : OnResponseField(message, name, field.Value, context);
    }

    /// <summary>A request's headers have come. False: it is malformed.</summary>
    public static bool OnRequest(HttpMessageState message, bool isPromise)
    {
        if (message.Has(Seen.Connect) && !message.Has(Seen.Protocol))
        {
            if (message.Has(Seen.Scheme | Seen.Path) || !message.Has(Seen.Authority))
                return false;
            message.ContentLength = -1;
        }
        else
        {
            if ((message.Flags & Seen.Required) != Seen.Required || !message.Has(Seen.Authority | Seen.Host))
                return false;
            if (message.Has(Seen.Protocol) && (!message.Has(Seen.Connect) || !message.Has(Seen.Authority)))
                return false;
            if (message.Has(Seen.HttpScheme) && !message.Has(Seen.PathWithSlash) && !(message.Has(Seen.Options) && message.Has(Seen.PathAsterisk)))
                return false;
        }
        // The same fields serve for the response to it.
        if (isPromise)
            (message.Flags, message.ContentLength) = (message.Flags & Seen.Methods, -1);
        return true;
    }

    /// <summary>A response's headers have come. False: it is malformed.</summary>
    public static bool OnResponse(HttpMessageState message)
    {
        if (!message.Has(Seen.Status))
            return false;
        if (message.Status / 100 == 1)
        {
            (message.Flags, message.ContentLength, message.Status) = (message.Flags & Seen.Methods | Seen.ExpectsFinal, -1, -1);
            return true;
        }
        message.Flags &= ~Seen.ExpectsFinal;
        if (message.Has(Seen.Head) || message.Status is 304 or 204)
            message.ContentLength = 0;
        else if (message.Has(Seen.Connect))
            message.ContentLength = -1;
        return true;
    }

    /// <summary>The message has ended. False: too early.</summary>
    public static bool OnEnd(HttpMessageState message) =>
        !message.Has(Seen.ExpectsFinal) && (message.ContentLength == -1 || message.ContentLength == message.ReceivedLength);

    /// <summary>Content has come. False: there must be none, or not so much.</summary>
    public static bool OnContent(HttpMessageState message, int length)
    {
        message.ReceivedLength += length;
        return !message.Has(Seen.ExpectsFinal) && (message.ContentLength == -1 || message.ReceivedLength <= message.ContentLength);
    }

    /// <summary>Remembers the method of a request that is sent: what its response may be depends on it.</summary>
    public static void OnSentRequest(HttpMessageState message, IReadOnlyList<HeaderField> fields)
    {
        foreach (var field in fields)
        {
            if (!field.Name.AsSpan().SequenceEqual(":method"u8))
                continue;
            if (field.Value.AsSpan().SequenceEqual("CONNECT"u8))
                message.Flags |= Seen.Connect;
            else if (field.Value.AsSpan().SequenceEqual("HEAD"u8))
                message.Flags |= Seen.Head;
            return;
        }
    }

    private static Verdict OnRequestField(Http2Stream stream, string name, byte[] value, Context context)
    {
        var message = stream.Message;
        switch (name)
        {
            case ":authority":
                return Refuse(value.AsSpan().ContainsAnyExcept(AuthorityBytes) || !Once(message, value, Seen.Authority));
            case ":method":
                if (value.AsSpan().ContainsAnyExcept(MethodBytes) || !Once(message, value, Seen.Method))
                    return Verdict.Refused;
                message.Flags |= Encoding.Latin1.GetString(value) switch { "HEAD" => Seen.Head, "CONNECT" => Seen.Connect, "OPTIONS" => Seen.Options, _ => Seen.None };
                // A promise is no tunnel.
                return Refuse(message.Has(Seen.Connect) && stream.Id % 2 == 0);
            case ":path":
                if (value.AsSpan().ContainsAny(NoPathBytes) || !Once(message, value, Seen.Path))
                    return Verdict.Refused;
                message.Flags |= value[0] == '/' ? Seen.PathWithSlash : value is [(byte)'*'] ? Seen.PathAsterisk : Seen.None;
                return Verdict.Accepted;
            case ":scheme":
                if (value.Length == 0 || !char.IsAsciiLetter((char)value[0]) || value.AsSpan().ContainsAnyExcept(SchemeBytes) || !Once(message, value, Seen.Scheme))
                    return Verdict.Refused;
                if (Ascii.EqualsIgnoreCase(value, "http"u8) || Ascii.EqualsIgnoreCase(value, "https"u8))
                    message.Flags |= Seen.HttpScheme;
                return Verdict.Accepted;
            case ":protocol":
                return Refuse(!context.AllowsProtocol || !Once(message, value, Seen.Protocol) || !IsValue(value, context));
            case "host":
                return value.AsSpan().ContainsAnyExcept(AuthorityBytes) ? Verdict.Ignored : Refuse(!Once(message, value, Seen.Host));
            case "content-length":
                return Refuse(message.ContentLength != -1 || !TryLength(message, value));
            default:
                return OnOtherField(name, value, context);
        }
    }

    private static Verdict OnResponseField(HttpMessageState message, string name, byte[] value, Context context)
    {
        switch (name)
        {
            case ":status":
                if (!Once(message, value, Seen.Status))
                    return Verdict.Refused;
                message.Status = value is [>= (byte)'1' and <= (byte)'9', >= (byte)'0' and <= (byte)'9', >= (byte)'0' and <= (byte)'9']
                    ? (value[0] - '0') * 100 + (value[1] - '0') * 10 + value[2] - '0'
                    : -1;
                return Refuse(message.Status is -1 or 101);
            case "content-length":
                // 204 must have none; of those that say 0 all the same it is left out.
                if (message.Status == 204)
                {
                    if (message.ContentLength != -1 || value is not [(byte)'0'])
                        return Verdict.Refused;
                    message.ContentLength = 0;
                    return Verdict.Ignored;
                }
                if (message.Status / 100 == 1)
                    return Verdict.Refused;
                if (message.Status / 100 == 2 && message.Has(Seen.Connect))
                    return Verdict.Ignored;
                return Refuse(message.ContentLength != -1 || !TryLength(message, value));
            default:
                return OnOtherField(name, value, context);
        }
    }

    private static Verdict OnOtherField(string name, byte[] value, Context context) => name switch
    {
        "connection" or "keep-alive" or "proxy-connection" or "transfer-encoding" or "upgrade" => Verdict.Refused,
        "te" => Refuse(!Ascii.EqualsIgnoreCase(value, "trailers"u8)),
        [':', ..] => Verdict.Refused,
        _ => IsValue(value, context) ? Verdict.Accepted : Verdict.Ignored,
    };

    private static Verdict Refuse(bool refused) => refused ? Verdict.Refused : Verdict.Accepted;

    private static bool Once(HttpMessageState message, byte[] value, Seen flag)
    {
        if (message.Has(flag) || value.Length == 0)
            return false;
        message.Flags |= flag;
        return true;
    }

    private static bool TryLength(HttpMessageState message, byte[] value)
    {
        if (!Ascii.IsValid(value) || !long.TryParse(Encoding.ASCII.GetString(value), System.Globalization.NumberStyles.None, null, out var length))
            return false;
        message.ContentLength = length;
        return true;
    }

    private static bool IsValue(byte[] value, Context context) =>
        !value.AsSpan().ContainsAny(NoValueBytes) && (context.AllowsOuterBlanks || value.Length == 0 || value[0] is not ((byte)' ' or (byte)'\t') && value[^1] is not ((byte)' ' or (byte)'\t'));
}
