using System.Runtime.InteropServices;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine;

/// <summary>
/// The end of an exception that nobody caught, as Node's <c>TriggerUncaughtException</c>: the guest's own handler first,
/// then the report on standard error and the exit code.
/// </summary>
internal static unsafe class UncaughtExceptions
{
    /// <summary>Key of our bootstrap's function that prints the report: <c>(error) => {name, message, stack, code}</c>.</summary>
    public const string Report = "reportFatal";

    private const int GenericUserError = 1, InvalidMonkeyPatching = 6, HandlerThrew = 7;

    /// <summary>V8's message listener: hears of exceptions that no native frame can catch, those of microtasks.</summary>
    [UnmanagedCallersOnly]
    public static void OnMessage(nint message, nint error)
    {
        try
        {
            var realm = Realm.Of(V8Api.IsolateGetCurrent());
            if (realm[Callbacks.Process] != 0 && realm.Guest.Process != null)
                Trigger(realm, error, message, fromPromise: false);
        }
        catch (Exception e)
        {
            FunctionTable.Fault?.Invoke(nameof(UncaughtExceptions), e);
        }
    }

    /// <param name="realm">The realm.</param>
    /// <param name="error">What was thrown.</param>
    /// <param name="message">V8's message with the place of the throw; 0 when there is none.</param>
    /// <param name="fromPromise">Whether it is an unhandled rejection.</param>
    public static void Trigger(Realm realm, nint error, nint message, bool fromPromise)
    {
        var iso = realm.Isolate;
        if (realm.Guest.Loop.Stopped || V8Api.IsExecutionTerminating(iso) != 0)
            return;
        if (message == 0)
            message = V8Api.CreateMessage(iso, error);
        var process = realm[Callbacks.Process];
        var handler = process == 0 ? 0 : V8.Get(iso, realm.Context, process, "_fatalException");
        if (handler == 0 || V8Api.IsFunction(handler) == 0)
        {
            Fatal(realm, error, message);
            realm.Guest.Exit(process == 0 ? GenericUserError : InvalidMonkeyPatching);
            return;
        }
        TryCatch storage;
        nint handled, thrown = 0;
        using (var caught = new TryCatchScope(iso, &storage))
        {
            var args = stackalloc nint[2] { error, V8.Bool(iso, fromPromise) };
            handled = V8Api.FunctionCall(handler, iso, realm.Context, process, 2, args);
            if (handled == 0 && caught.HasCaught && !caught.HasTerminated)
            {
                thrown = caught.Exception;
                message = caught.Message;
            }
        }
        if (realm.Guest.Loop.Stopped || V8Api.IsExecutionTerminating(iso) != 0)
            return;
        if (handled == 0)
        {
            if (thrown != 0)
                Fatal(realm, thrown, message);
            realm.Guest.Exit(HandlerThrew);
        }
        else if (V8Api.IsBoolean(handled) != 0 && V8Api.IsTrue(handled) == 0)
        {
            Fatal(realm, error, message);
            realm.Guest.Exit(realm.State<ExitInfo>().CodeOr(GenericUserError));
        }
    }

    private static void Fatal(Realm realm, nint error, nint message)
    {
        var iso = realm.Isolate;
        ErrorArrows.Append(realm, error, message);
        var report = realm[Report];
        if (report == 0)
        {
            realm.Guest.WriteError(V8.ToText(iso, realm.Context, error) + "\n");
            return;
        }
        TryCatch storage;
        using var caught = new TryCatchScope(iso, &storage);
        var args = stackalloc nint[1] { error };
        var facts = V8Api.FunctionCall(report, iso, realm.Context, V8.Undefined(iso), 1, args);
        if (facts != 0 && V8Api.IsObject(facts) != 0)
            realm.Guest.Error = new GuestError(Text("name") ?? "Error", Text("message") ?? "", Text("stack"), Text("code"));

        string? Text(string name)
        {
            var value = V8.Get(iso, realm.Context, facts, name);
            return value != 0 && V8Api.IsString(value) != 0 ? V8.Text(iso, value) : null;
        }
    }
}
