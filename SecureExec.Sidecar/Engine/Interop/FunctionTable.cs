using System.Runtime.InteropServices;

namespace SecureExec.Sidecar.Engine.Interop;

/// <summary>
/// Every function of ours that guest code can reach. V8 always calls <see cref="Invoke"/> or <see cref="Construct"/>;
/// the function's data says which entry is meant. So the guard is around every binding by construction,
/// and a start-up snapshot has two external references, whatever the number of bindings.
/// </summary>
internal static unsafe class FunctionTable
{
    // A class without a constructor, which has an error of its own for any call.
    private const string RefusesItself = "messaging.MessagePort";

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, int> Indexes = [];
    private static delegate*<CallInfo, void>[] s_functions = new delegate*<CallInfo, void>[1024];
    private static string[] s_names = new string[1024];
    private static int s_count;

    /// <summary>Called with each exception that escaped a binding: our bug, never the guest's.</summary>
    public static Action<string, Exception>? Fault { get; set; }

    /// <summary>Qualified names ("fs.open", "FileHandle.close") of all registered functions, for the fuzzer and the support table.</summary>
    public static IReadOnlyList<string> Names
    {
        get
        {
            lock (Gate)
                return s_names[..s_count];
        }
    }

    /// <summary>The index of a function, registered under a name that is unique in the process.</summary>
    public static int Register(string name, delegate*<CallInfo, void> function)
    {
        lock (Gate)
        {
            if (Indexes.TryGetValue(name, out var known))
            {
                if (s_functions[known] == null)
                    s_functions[known] = function;
                return known;
            }
            if (s_count == s_functions.Length)
            {
                var grown = new delegate*<CallInfo, void>[s_count * 2];
                for (var i = 0; i < s_count; i++)
                    grown[i] = s_functions[i];
                s_functions = grown;
                Array.Resize(ref s_names, s_count * 2);
            }
            s_functions[s_count] = function;
            s_names[s_count] = name;
            Indexes[name] = s_count;
            return s_count++;
        }
    }

    /// <summary>Gives the names their indexes before any of the functions is known: a start-up snapshot holds the indexes.</summary>
    public static void Reserve(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            Register(name, null);
    }

    /// <summary>Names that were reserved and never registered.</summary>
    public static IReadOnlyList<string> Unresolved
    {
        get
        {
            lock (Gate)
            {
                var missing = new List<string>();
                for (var i = 0; i < s_count; i++)
                {
                    if (s_functions[i] == null)
                        missing.Add(s_names[i]);
                }
                return missing;
            }
        }
    }

    /// <summary>The one <c>v8::FunctionCallback</c> for functions and methods.</summary>
    public static nint InvokePointer => (nint)(delegate* unmanaged<nint*, void>)&Invoke;

    /// <summary>The one <c>v8::FunctionCallback</c> for classes: refuses a call without <c>new</c>.</summary>
    public static nint ConstructPointer => (nint)(delegate* unmanaged<nint*, void>)&Construct;

    [UnmanagedCallersOnly]
    private static void Invoke(nint* frame) => Run(new CallInfo(frame));

    [UnmanagedCallersOnly]
    private static void Construct(nint* frame)
    {
        var info = new CallInfo(frame);
        if (info.IsConstruct || s_names[V8.SmiValue(info.Data)] == RefusesItself)
            Run(info);
        else
            V8.ThrowTypeError(info.Isolate, WithoutNew(s_names[V8.SmiValue(info.Data)]), "ERR_CONSTRUCT_CALL_REQUIRED");
    }

    // Node's serializers have a text of their own.
    private static string WithoutNew(string name) => name.StartsWith("serdes.", StringComparison.Ordinal)
        ? $"Class constructor {name["serdes.".Length..]} cannot be invoked without 'new'"
        : "Cannot call constructor without `new`";

    private static void Run(CallInfo info)
    {
        var index = V8.SmiValue(info.Data);
        try
        {
            s_functions[index](info);
        }
        catch (Exception e)
        {
            // A managed exception must not cross a native frame: the runtime would end the process.
            Fault?.Invoke(s_names[index], e);
            if (V8Api.HasPendingException(info.Isolate) == 0)
                V8.ThrowError(info.Isolate, $"Internal error in {s_names[index]}", "ERR_INTERNAL_ASSERTION");
        }
    }
}
