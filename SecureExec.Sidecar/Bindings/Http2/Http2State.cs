using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Http2;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What the HTTP/2 sessions of a realm share with Node's library: pages of numbers, functions to call, classes. The library loads the binding when a program asks for it.</summary>
internal sealed unsafe class Http2State
{
    /// <summary>Settings that have no name of their own, in one SETTINGS frame.</summary>
    public const int MaxCustomSettings = 10;

    /// <summary>Settings that have a name of their own. Node takes each number from this one on for a custom setting, also 8, which is none.</summary>
    public const int NamedSettings = 7;

    private const int SessionFields = 9, StreamFields = 6, SettingsFields = NamedSettings + 2 + 2 * MaxCustomSettings, OptionFields = 14, StreamStatistics = 6, SessionStatistics = 9;
    private const int FlagsField = NamedSettings, CustomCountField = FlagsField + 1, FirstCustomField = CustomCountField + 1;

    // The order of the page.
    private static readonly Http2SettingId[] Order =
    [
        Http2SettingId.HeaderTableSize, Http2SettingId.EnablePush, Http2SettingId.InitialWindowSize, Http2SettingId.MaxFrameSize, Http2SettingId.MaxConcurrentStreams,
        Http2SettingId.MaxHeaderListSize, Http2SettingId.EnableConnectProtocol,
    ];

    // Node's own default of the list's size; the protocol's is that there is no bound.
    private const uint DefaultHeaderListSize = 65535;

    private readonly nint[] _callbacks = new nint[(int)Http2Callback.StreamClose + 1];
    private double* _session, _stream;
    private uint* _settings, _options;

    /// <summary>Class templates, as persistent handles.</summary>
    public nint StreamTemplate { get; set; }

    /// <summary>The class of the objects behind pings and settings, which only async hooks see.</summary>
    public nint ReplyTemplate { get; set; }

    /// <summary>Makes the pages and puts them into the binding.</summary>
    public void Define(BindingBuilder b) => b
        .SharedFloat64("sessionState", SessionFields, out _session)
        .SharedFloat64("streamState", StreamFields, out _stream)
        .SharedUint32("settingsBuffer", SettingsFields, out _settings)
        .SharedUint32("optionsBuffer", OptionFields, out _options)
        .SharedFloat64("streamStats", StreamStatistics, out _)
        .SharedFloat64("sessionStats", SessionStatistics, out _);

    /// <summary>The library's functions, all of them.</summary>
    public void SetCallbacks(CallInfo info)
    {
        for (var i = 0; i < _callbacks.Length; i++)
        {
            if (!info.IsFunction(i))
            {
                info.ThrowTypeError("The callbacks must be functions.");
                return;
            }
        }
        for (var i = 0; i < _callbacks.Length; i++)
        {
            if (_callbacks[i] != 0)
                V8Api.DisposeGlobal(_callbacks[i]);
            _callbacks[i] = V8.Global(info.Isolate, info[i]);
        }
    }

    /// <summary>A function of the library; 0: it has set none.</summary>
    public nint Callback(Http2Callback callback) => _callbacks[(int)callback];

    /// <summary>An option of the session that is made now; null: the program has not given it.</summary>
    public uint? Option(Http2Option option) => (_options[OptionFields - 1] >> (int)option & 1) != 0 ? _options[(int)option] : null;

    /// <summary>Tells the state of a session: the nine numbers in the order of the page.</summary>
    public void TellSession(ReadOnlySpan<double> numbers) => numbers[..SessionFields].CopyTo(new Span<double>(_session, SessionFields));

    /// <summary>Tells the state of a stream: the six numbers in the order of the page.</summary>
    public void TellStream(ReadOnlySpan<double> numbers) => numbers[..StreamFields].CopyTo(new Span<double>(_stream, StreamFields));

    /// <summary>The settings that the program has put into the page.</summary>
    public Http2Setting[] ReadSettings()
    {
        List<Http2Setting> settings = [];
        for (var i = 0; i < NamedSettings; i++)
        {
            if ((_settings[FlagsField] >> i & 1) != 0)
                settings.Add(new(Order[i], _settings[i]));
        }
        // On the wire Node has them by their numbers.
        settings.Sort((a, b) => a.Id.CompareTo(b.Id));
        for (var i = 0; i < CustomCount; i++)
            settings.Add(new((Http2SettingId)(_settings[FirstCustomField + 2 * i] & 0xffff), _settings[FirstCustomField + 2 * i + 1]));
        return [.. settings];
    }

    /// <summary>Names of settings of the peer that the program wants to know.</summary>
    public Http2SettingId[] ReadWantedSettings()
    {
        var wanted = new Http2SettingId[CustomCount];
        for (var i = 0; i < wanted.Length; i++)
            wanted[i] = (Http2SettingId)(_settings[FirstCustomField + 2 * i] & 0xffff);
        return wanted;
    }

    /// <summary>Puts settings into the page.</summary>
    public void WriteSettings(Http2Settings settings, IReadOnlyDictionary<Http2SettingId, uint> custom)
    {
        for (var i = 0; i < NamedSettings; i++)
            _settings[i] = settings[Order[i]];
        var count = 0;
        foreach (var (id, value) in custom.Take(MaxCustomSettings))
        {
            _settings[FirstCustomField + 2 * count] = (uint)id;
            _settings[FirstCustomField + 2 * count++ + 1] = value;
        }
        _settings[CustomCountField] = (uint)count;
    }

    /// <summary>Puts Node's defaults into the page.</summary>
    public void WriteDefaults()
    {
        WriteSettings(new Http2Settings { MaxHeaderListSize = DefaultHeaderListSize }, new Dictionary<Http2SettingId, uint>());
        _settings[FlagsField] = (1 << NamedSettings) - 1;
    }

    // Guests can write into the page.
    private int CustomCount => (int)Math.Min(_settings[CustomCountField], MaxCustomSettings);
}
