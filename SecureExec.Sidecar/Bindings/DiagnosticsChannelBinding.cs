using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('diagnostics_channel')</c>: channels that native code publishes to. We publish to none.</summary>
internal static unsafe class DiagnosticsChannelBinding
{
    private const int MaxNativeChannels = 64;

    public static void Define(BindingBuilder b)
    {
        b.SharedUint32("subscribers", MaxNativeChannels, out _);
        b.Function("linkNativeChannel", &LinkNativeChannel)
            .Function("getOrCreateChannelIndex", &GetOrCreateChannelIndex)
            .Function("notifyChannelActive", &Nothing)
            .Function("notifyChannelInactive", &Nothing);
    }

    private static void LinkNativeChannel(CallInfo info)
    {
        if (info.IsFunction(0))
            info.Realm["linkNativeChannel"] = info.Realm.Keep(info[0]);
    }

    private static void GetOrCreateChannelIndex(CallInfo info)
    {
        if (info.RequireString(0, "name") is not { } name)
            return;
        var names = info.Realm.State<Channels>().Names;
        var index = names.IndexOf(name);
        if (index < 0 && names.Count < MaxNativeChannels)
        {
            index = names.Count;
            names.Add(name);
        }
        if (index < 0)
            V8.ThrowRangeError(info.Isolate, $"More than {MaxNativeChannels} native diagnostics channels", "ERR_OUT_OF_RANGE");
        else
            info.Return(index);
    }

    // For a native publisher that wants to know whether somebody listens.
    private static void Nothing(CallInfo info)
    {
    }

    private sealed class Channels : ICarried
    {
        public List<string> Names { get; } = [];

        public void Carry(StateCarrier carrier) => carrier.Texts(Names);
    }
}
