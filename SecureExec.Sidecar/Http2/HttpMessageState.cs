namespace SecureExec.Sidecar.Http2;

/// <summary>What was seen of the headers of a message that comes, as far as the rules of RFC 9113 8 ask for it.</summary>
internal sealed class HttpMessageState
{
    /// <summary>Fields and values that were seen.</summary>
    [Flags]
    public enum Seen
    {
        None = 0,
        Authority = 1,
        Path = 2,
        Method = 4,
        Scheme = 8,
        Host = 0x10,
        Status = 0x20,
        Protocol = 0x40,

        /// <summary>A field that is none of the pseudo headers: none may follow.</summary>
        Regular = 0x80,
        Connect = 0x100,
        Head = 0x200,
        Options = 0x400,
        PathWithSlash = 0x800,
        PathAsterisk = 0x1000,

        /// <summary>The scheme is <c>http</c> or <c>https</c>.</summary>
        HttpScheme = 0x2000,

        /// <summary>Only information has come: the response follows.</summary>
        ExpectsFinal = 0x4000,

        /// <summary>What stays known of the request.</summary>
        Methods = Connect | Head | Options,
        Required = Method | Scheme | Path,
    }

    public Seen Flags { get; set; }

    /// <summary>The status; -1: none yet.</summary>
    public int Status { get; set; } = -1;

    /// <summary>What <c>content-length</c> says; -1: nothing.</summary>
    public long ContentLength { get; set; } = -1;

    /// <summary>Bytes of content that have come.</summary>
    public long ReceivedLength { get; set; }

    public bool Has(Seen flags) => (Flags & flags) != 0;
}
