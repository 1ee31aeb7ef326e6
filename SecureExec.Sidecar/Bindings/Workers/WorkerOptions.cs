using SecureExec.Kernel;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What <c>new Worker</c> was given, checked as Node's native code checks it.</summary>
internal sealed record WorkerOptions(ThreadConfig Environment, IReadOnlyList<string> ExecArgv, WorkerLimits Limits, bool TracksDescriptors, bool IsInternal, string Name)
{
    private const int EnvironmentArgument = 1, ExecArgvArgument = 2, LimitsArgument = 3, TracksArgument = 4, InternalArgument = 5, NameArgument = 6;

    // Options of the process, which no thread has for itself: those of Node's PerProcessOptionsParser. Nor has it V8's.
    private static readonly HashSet<string> OfProcess = new(StringComparer.Ordinal)
    {
        "--title", "--trace-event-categories", "--trace-event-file-pattern", "--v8-pool-size", "--zero-fill-buffers", "--debug-arraybuffer-allocations", "--disable-proto",
        "--node-snapshot", "--build-snapshot", "--build-snapshot-config", "--security-revert", "--completion-bash", "--help", "--version", "--v8-options", "--icu-data-dir",
        "--openssl-config", "--tls-cipher-list", "--use-openssl-ca", "--use-bundled-ca", "--use-system-ca", "--enable-fips", "--force-fips", "--secure-heap",
        "--secure-heap-min", "--openssl-legacy-provider", "--openssl-shared-config", "--report-signal", "--report-filename", "--report-directory", "--report-compact",
        "--report-on-fatalerror", "--report-exclude-network", "--report-exclude-env", "--use-largepages", "--trace-sigint", "--node-memory-debug",
        "--disable-wasm-trap-handler", "--experimental-sea-config", "--build-sea", "--run",
    };

    /// <summary>Reads the constructor's arguments. Null: an exception is pending, or <c>this</c> has been told what is wrong.</summary>
    public static unsafe WorkerOptions? Read(CallInfo info)
    {
        var guest = info.Realm.Guest;
        if (!V8.Bytes(info[LimitsArgument], out var bytes) || bytes.Length < WorkerLimits.Count * sizeof(double))
        {
            info.ThrowTypeError("The \"resourceLimits\" argument must be an instance of Float64Array.");
            return null;
        }
        var limits = WorkerLimits.From(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(bytes), guest.Program!.HeapLimitBytes);
        Dictionary<string, string>? variables = null;
        if (info.IsObject(EnvironmentArgument) && (variables = Variables(info, info[EnvironmentArgument])) == null)
            return null;
        IReadOnlyList<string> execArgv = guest.Program.ExecArgv;
        if (V8Api.IsArray(info[ExecArgvArgument]) != 0)
        {
            if (Texts(info, info[ExecArgvArgument]) is not { } given)
                return null;
            if (Wrong(given, out var read) is { Count: > 0 } wrong)
                return Complain(info, "invalidExecArgv", wrong);
            execArgv = [.. given.Take(read)];
        }
        // What the parent's own variable says was said before, and complained of.
        if (variables?.GetValueOrDefault("NODE_OPTIONS") is { Length: > 0 } more && WrongInVariable(more) is { Count: > 0 } errors)
            return Complain(info, "invalidNodeOptions", errors);
        return new WorkerOptions(
            new ThreadConfig(info.IsUndefined(EnvironmentArgument), variables), execArgv, limits, info.IsTrue(TracksArgument), info.IsTrue(InternalArgument),
            info.IsString(NameArgument) ? info.Text(NameArgument)! : "");
    }

    // As Node's parser, which stops at the first that is no option: what it does not know, or else what is wrong with what it knows.
    private static List<string> Wrong(List<string> args, out int end)
    {
        List<string> unknown = [], errors = [];
        for (end = 0; end < args.Count && args[end] is ['-', _, ..] and not "--";)
        {
            var argument = args[end];
            if (NodeOptions.Read(args, ref end) is not { } read)
            {
                unknown.Add(argument);
                end++;
                continue;
            }
            errors.AddRange(read.Where(option => option.Error != null).Select(option => option.Error!));
            if (read.Any(option => IsOfProcess(option.Name)))
                unknown.Add(argument);
        }
        return errors.Count > 0 ? errors : unknown;
    }

    private static List<string> WrongInVariable(string text)
    {
        var args = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var errors = new List<string>();
        for (var i = 0; i < args.Length;)
        {
            var argument = args[i];
            if (NodeOptions.Read(args, ref i) is not { } read)
            {
                errors.Add($"{argument} is not allowed in NODE_OPTIONS");
                i++;
                continue;
            }
            foreach (var option in read)
            {
                if (option.Error is { } error)
                    errors.Add(error);
                else if (!NodeOptions.IsAllowedInVariable(option.Name) || IsOfProcess(option.Name))
                    errors.Add($"{argument[..(argument.IndexOf('=', StringComparison.Ordinal) + 1 is > 0 and var end ? end : argument.Length)]} is not allowed in NODE_OPTIONS");
            }
        }
        return errors;
    }

    private static bool IsOfProcess(string name) => OfProcess.Contains(name) || NodeOptions.TypeOf(name) == NodeOptionType.V8;

    private static WorkerOptions? Complain(CallInfo info, string property, List<string> wrong)
    {
        V8.Set(info.Isolate, info.Context, info.This, property, V8.StringArray(info.Isolate, wrong));
        return null;
    }

    private static List<string>? Texts(CallInfo info, nint array)
    {
        if (V8.Items(array, info.Context) is not { } items)
            return null;
        var texts = new List<string>(items.Length);
        foreach (var item in items)
        {
            if (V8.ToText(info.Isolate, info.Context, item) is not { } text)
                return null;
            texts.Add(text);
        }
        return texts;
    }

    private static Dictionary<string, string>? Variables(CallInfo info, nint source)
    {
        var names = V8Api.ObjectGetOwnPropertyNames(source, info.Context, 0, 0);
        if (names == 0 || V8.Items(names, info.Context) is not { } keys)
            return null;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var value = V8Api.ObjectGet(source, info.Context, key);
            if (value == 0 || V8.ToText(info.Isolate, info.Context, key) is not { } name || V8.ToText(info.Isolate, info.Context, value) is not { } text)
                return null;
            // As setenv(3): what cannot be a variable is none.
            if (ProcessEnvironment.IsName(name) && !text.Contains('\0', StringComparison.Ordinal))
                variables[name] = text;
        }
        return variables;
    }
}
