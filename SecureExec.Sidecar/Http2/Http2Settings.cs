namespace SecureExec.Sidecar.Http2;

/// <summary>The settings of one side that are in force; at first those of RFC 9113 6.5.2.</summary>
internal sealed class Http2Settings
{
    /// <summary>The least and the most that <see cref="MaxFrameSize"/> may be.</summary>
    public const int MinFrameSize = 16384, MaxMaxFrameSize = (1 << 24) - 1;

    public uint HeaderTableSize { get; set; } = 4096;

    public uint EnablePush { get; set; } = 1;

    public uint MaxConcurrentStreams { get; set; } = uint.MaxValue;

    public uint InitialWindowSize { get; set; } = 65535;

    public uint MaxFrameSize { get; set; } = MinFrameSize;

    public uint MaxHeaderListSize { get; set; } = uint.MaxValue;

    public uint EnableConnectProtocol { get; set; }

    /// <summary>A setting by its name; one that has no effect is 0.</summary>
    public uint this[Http2SettingId id]
    {
        get => id switch
        {
            Http2SettingId.HeaderTableSize => HeaderTableSize,
            Http2SettingId.EnablePush => EnablePush,
            Http2SettingId.MaxConcurrentStreams => MaxConcurrentStreams,
            Http2SettingId.InitialWindowSize => InitialWindowSize,
            Http2SettingId.MaxFrameSize => MaxFrameSize,
            Http2SettingId.MaxHeaderListSize => MaxHeaderListSize,
            Http2SettingId.EnableConnectProtocol => EnableConnectProtocol,
            _ => 0,
        };
        set
        {
            switch (id)
            {
                case Http2SettingId.HeaderTableSize: HeaderTableSize = value; break;
                case Http2SettingId.EnablePush: EnablePush = value; break;
                case Http2SettingId.MaxConcurrentStreams: MaxConcurrentStreams = value; break;
                case Http2SettingId.InitialWindowSize: InitialWindowSize = value; break;
                case Http2SettingId.MaxFrameSize: MaxFrameSize = value; break;
                case Http2SettingId.MaxHeaderListSize: MaxHeaderListSize = value; break;
                case Http2SettingId.EnableConnectProtocol: EnableConnectProtocol = value; break;
            }
        }
    }
}
