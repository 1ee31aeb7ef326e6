using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What a program gives a session, with Node's defaults for the rest.</summary>
internal sealed record Http2SessionOptions
{
    /// <summary>The part for the protocol.</summary>
    public required Http2Options Protocol { get; init; }

    /// <summary>Whether and how frames are padded.</summary>
    public required Http2Padding Padding { get; init; }

    /// <summary>Fields of one block of headers.</summary>
    public required int MaxHeaderPairs { get; init; }

    /// <summary>Pings that wait for their answer.</summary>
    public required int MaxPings { get; init; }

    /// <summary>Settings that wait to be accepted.</summary>
    public required int MaxSettings { get; init; }

    /// <summary>Bytes that a session holds before it refuses streams and headers.</summary>
    public required long MaxMemory { get; init; }

    /// <summary>Custom settings of the peer that the program wants to know.</summary>
    public required IReadOnlyList<Http2SettingId> WantedSettings { get; init; }

    /// <summary>Takes them out of the pages.</summary>
    public static Http2SessionOptions Read(Http2State state, bool isServer)
    {
        const int megabyte = 1_000_000, defaultPairs = 128;
        var padding = state.Option(Http2Option.PaddingStrategy) is { } strategy and <= (uint)Http2Padding.Max ? (Http2Padding)strategy : Http2Padding.None;
        var (burst, rate) = (state.Option(Http2Option.StreamResetBurst), state.Option(Http2Option.StreamResetRate));
        var defaults = new Http2Options();
        return new()
        {
            Protocol = new Http2Options
            {
                MaxDeflateTableSize = state.Option(Http2Option.MaxDeflateTableSize) ?? defaults.MaxDeflateTableSize,
                MaxReservedStreams = state.Option(Http2Option.MaxReservedStreams) ?? defaults.MaxReservedStreams,
                MaxSendHeaderBlock = state.Option(Http2Option.MaxSendHeaderBlock) ?? defaults.MaxSendHeaderBlock,
                PeerMaxConcurrentStreams = state.Option(Http2Option.PeerMaxConcurrentStreams) ?? defaults.PeerMaxConcurrentStreams,
                MaxSettings = state.Option(Http2Option.MaxSettings) ?? defaults.MaxSettings,
                StreamResetBurst = burst != null && rate != null ? burst.Value : defaults.StreamResetBurst,
                StreamResetRate = burst != null && rate != null ? rate.Value : defaults.StreamResetRate,
                AllowsOuterBlanks = state.Option(Http2Option.AllowsOuterBlanks) is > 0,
                HasPadding = padding != Http2Padding.None,
            },
            Padding = padding,
            // A request has four pseudo headers, a response one.
            MaxHeaderPairs = (int)Math.Clamp(state.Option(Http2Option.MaxHeaderPairs) ?? defaultPairs, isServer ? 4u : 1u, int.MaxValue),
            MaxPings = (int)Math.Min(state.Option(Http2Option.MaxOutstandingPings) ?? 10, int.MaxValue),
            MaxSettings = (int)Math.Min(state.Option(Http2Option.MaxOutstandingSettings) ?? 10, int.MaxValue),
            MaxMemory = (long)(state.Option(Http2Option.MaxSessionMemory) ?? 10) * megabyte,
            WantedSettings = state.ReadWantedSettings(),
        };
    }
}
