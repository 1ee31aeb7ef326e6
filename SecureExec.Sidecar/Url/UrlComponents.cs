namespace SecureExec.Sidecar.Url;

/// <summary>
/// Offsets into a serialized URL as Node's <c>internalBinding('url').urlComponents</c> holds them.
/// <code>
/// https://user:pass@example.com:1234/foo/bar?baz#quux
///       |     |    |          | ^^^^|       |   |
///       |     |    |          | |   |       |   `----- HashStart
///       |     |    |          | |   |       `--------- SearchStart
///       |     |    |          | |   `----------------- PathnameStart
///       |     |    |          | `--------------------- Port
///       |     |    |          `----------------------- HostEnd
///       |     |    `---------------------------------- HostStart
///       |     `--------------------------------------- UsernameEnd
///       `--------------------------------------------- ProtocolEnd
/// </code>
/// </summary>
internal readonly record struct UrlComponents(
    uint ProtocolEnd,
    uint UsernameEnd,
    uint HostStart,
    uint HostEnd,
    uint Port,
    uint PathnameStart,
    uint SearchStart,
    uint HashStart,
    UrlSchemeType SchemeType)
{
    /// <summary>The value of a part that is not there.</summary>
    public const uint Omitted = uint.MaxValue;

    /// <summary>The number of elements that <see cref="CopyTo"/> writes.</summary>
    public const int Count = 9;

    /// <summary>Writes the nine elements in the order of <c>urlComponents</c>.</summary>
    public void CopyTo(Span<uint> target)
    {
        target[0] = ProtocolEnd;
        target[1] = UsernameEnd;
        target[2] = HostStart;
        target[3] = HostEnd;
        target[4] = Port;
        target[5] = PathnameStart;
        target[6] = SearchStart;
        target[7] = HashStart;
        target[8] = (uint)SchemeType;
    }
}
