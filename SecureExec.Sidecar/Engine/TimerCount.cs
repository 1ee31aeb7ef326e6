using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// Whether a guest has more timers and immediates than its limit. Node keeps a number only of those that keep the loop alive; the others hang in lists.
/// Each timer takes an async id as it is made, so the lists are walked only when enough ids were taken since, which costs a program less than making them did.
/// </summary>
internal sealed class TimerCount(Realm realm, int limit)
{
    /// <summary>Name of the library's side.</summary>
    public const string Function = "countTimers";

    // A program that undoes what Node notes of its timers can hang them in again without an id.
    private const int MaxTurns = 1024;
    private readonly ImmediateInfo _info = realm.State<ImmediateInfo>();
    private readonly AsyncHooks _hooks = realm.State<AsyncHooks>();
    private double _idsAtCount;
    private double _idsUntilNext = limit;
    private int _turns;

    /// <summary>Asked once each turn, with the isolate held.</summary>
    public bool IsAboveLimit()
    {
        if (_info.Active > limit)
            return true;
        if (++_turns < MaxTurns && _hooks.AsyncIds - _idsAtCount < _idsUntilNext)
            return false;
        var timers = Walk();
        (_idsAtCount, _turns) = (_hooks.AsyncIds, 0);
        _idsUntilNext = Math.Max(limit - timers, limit / 16);
        return timers + _info.Count > limit;
    }

    private int Walk()
    {
        using var handles = new HandleScope(realm.Isolate);
        var state = realm.State<CallbackState>();
        state.Depth++;
        var count = Callbacks.Call(realm, V8.Undefined(realm.Isolate), realm[Function], [V8.Int(realm.Isolate, limit)]);
        state.Depth--;
        return count != 0 && V8.IsSmi(count) ? V8.SmiValue(count) : 0;
    }
}
