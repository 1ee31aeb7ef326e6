using System.Runtime.InteropServices;
using System.Text;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// The time zone of guest processes: what their <c>TZ</c> says, else UTC, never the host's. ICU has one default for all isolates of the
/// worker, which it takes from the C library's environment; an isolate keeps the zone it saw first, until it is told of a change.
/// <c>Intl</c> asks ICU anew for each format without a zone of its own: <see cref="DateFormatHook"/> claims the default before.
/// </summary>
internal static unsafe class TimeZones
{
    private const string Default = "UTC";
    private const int Redetect = 1;
    private static readonly Lock Gate = new();
    private const int MaxBytes = 255; // far more than a name of tzdata or a rule of POSIX has; longer ones are UTC

    // Part of the C library's environment for good: setenv would keep a copy of every zone that any guest ever named.
    private static readonly byte* s_variable = Place();
    private static string s_current = "";
    private static int s_generation;

    // The zone of the guest whose thread this is; null: none runs here yet.
    [ThreadStatic] private static string? t_zone;

    /// <summary>Before V8 is loaded: the host's zone is nobody's business.</summary>
    public static void Initialize()
    {
        lock (Gate)
            Set(Default);
    }

    /// <summary>Makes the isolate take its zone now. The isolate is held.</summary>
    public static void Settle(Realm realm)
    {
        lock (Gate)
        {
            using var handles = new HandleScope(realm.Isolate);
            V8Api.ContextEnter(realm.Context);
            Callbacks.Call(realm, V8.Undefined(realm.Isolate), realm["readTimeZone"], []);
            V8Api.ContextExit(realm.Context);
        }
    }

    /// <summary>The process's <c>TZ</c> is <paramref name="zone"/> from now on; null: unset.</summary>
    public static void Change(Realm realm, string? zone)
    {
        lock (Gate)
        {
            var wanted = string.IsNullOrEmpty(zone) || zone.Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(zone) > MaxBytes ? Default : zone;
            if (wanted != s_current)
                Set(wanted);
            else if (wanted == realm.State<Seen>().Zone)
            {
                t_zone = wanted;
                return;
            }
            t_zone = wanted;
            realm.State<Seen>().Zone = wanted;
            V8Api.DateTimeConfigurationChanged(realm.Isolate, Redetect);
            Settle(realm);
        }
    }

    /// <summary>Makes ICU's default the zone of the guest on this thread. The isolate is held.</summary>
    /// <returns>What <see cref="IsUnchangedSince"/> asks for.</returns>
    public static int Claim()
    {
        lock (Gate)
        {
            if (t_zone is { } mine && mine != s_current)
            {
                var realm = Realm.Of(V8Api.IsolateGetCurrent());
                Set(mine);
                V8Api.DateTimeConfigurationChanged(realm.Isolate, Redetect);
                Settle(realm);
            }
            return s_generation;
        }
    }

    /// <summary>Keeps all others from changing ICU's default.</summary>
    public static Lock.Scope Hold() => Gate.EnterScope();

    /// <summary>Whether ICU's default has been the same all the time.</summary>
    public static bool IsUnchangedSince(int generation) => Volatile.Read(ref s_generation) == generation;

    // The last byte stays zero, so whoever reads the variable meanwhile finds an end.
    private static void Set(string zone)
    {
        s_current = zone;
        s_generation++;
        var value = new Span<byte>(s_variable + "TZ="u8.Length, MaxBytes);
        value[Encoding.UTF8.GetBytes(zone, value)..].Clear();
    }

    private static byte* Place()
    {
        var variable = (byte*)NativeMemory.AllocZeroed((nuint)("TZ="u8.Length + MaxBytes + 1));
        "TZ="u8.CopyTo(new Span<byte>(variable, MaxBytes));
        _ = putenv(variable);
        return variable;
    }

    private sealed class Seen
    {
        public string Zone { get; set; } = Default;
    }

    [DllImport("libc")]
    private static extern int putenv(byte* variable);
}
