using System.Diagnostics;
using SecureExec.Abi;
using SecureExec.Sidecar.Engine;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('process_methods')</c>: clocks, directory, exit, usage of this guest process.</summary>
internal static unsafe class ProcessMethodsBinding
{
    // The counts are the guest's to write.
    private const int MaxListed = 1 << 20;
    private const int StandardError = 2;

    public static void Define(BindingBuilder b)
    {
        b.SharedUint32("hrtimeBuffer", 3, out var page);
        b.Realm.State<HighResolutionPage>().Page = page;
        b.Function("hrtime", &Hrtime)
            .Function("hrtimeBigInt", &HrtimeBigInt)
            .Function("uptime", &Uptime)
            .Function("patchProcessObject", &ProcessObject.Patch)
            .Function("setEmitWarningSync", &SetEmitWarningSync)
            .Function("cwd", &Cwd)
            .Function("chdir", &Chdir)
            .Function("umask", &Umask)
            .Function("loadEnvFile", &LoadEnvFile)
            .Function("reallyExit", &ReallyExit)
            .Function("execve", &Execve)
            .Function("abort", &Abort)
            .Function("memoryUsage", &MemoryUsage)
            .Function("rss", &Rss)
            .Function("constrainedMemory", &ConstrainedMemory)
            .Function("availableMemory", &AvailableMemory)
            .Function("cpuUsage", &CpuUsage)
            .Function("threadCpuUsage", &CpuUsage)
            .Function("resourceUsage", &ResourceUsage)
            .Function("_getActiveRequests", &GetActiveRequests)
            .Function("_getActiveHandles", &GetActiveHandles)
            .Function("getActiveResourcesInfo", &GetActiveResourcesInfo)
            .Function("_kill", &Kill)
            .Function("_rawDebug", &RawDebug);
    }

    private static void Hrtime(CallInfo info)
    {
        var ticks = Nanoseconds(info.Realm);
        var page = info.Realm.State<HighResolutionPage>().Page;
        var seconds = ticks / 1_000_000_000;
        page[0] = (uint)(seconds >> 32);
        page[1] = (uint)seconds;
        page[2] = (uint)(ticks % 1_000_000_000);
    }

    private static void HrtimeBigInt(CallInfo info) => *(ulong*)info.Realm.State<HighResolutionPage>().Page = Nanoseconds(info.Realm);

    private static ulong Nanoseconds(Realm realm) => (ulong)GuestClock.Nanoseconds(realm, Stopwatch.GetTimestamp() * (1_000_000_000.0 / Stopwatch.Frequency));

    // Since the process started: its isolate was booted before and waited for it.
    private static void Uptime(CallInfo info) =>
        info.Return(V8Api.NumberNew(info.Isolate, GuestClock.Nanoseconds(info.Realm, info.Realm.State<PerformanceState>().Age) / 1e9));

    // A warning from native code would use it; we have none to give.
    private static void SetEmitWarningSync(CallInfo info)
    {
    }

    private static void Cwd(CallInfo info)
    {
        if (info.Realm.Guest.Sys.Getcwd().IsError(out var path, out var errno))
            Errors.Throw(info.Realm, errno, "uv_cwd");
        else
            info.Return(path);
    }

    private static void Chdir(CallInfo info)
    {
        if (info.RequireString(0, "directory") is not { } path)
            return;
        var sys = info.Realm.Guest.Sys;
        var errno = sys.Chdir(path).Error;
        if (errno == Errno.Success)
            return;
        var denied = Errors.DenialOf(errno);
        // Node's message names both directories: chdir 'from' -> 'to'.
        _ = sys.Getcwd().IsError(out var from, out _);
        V8Api.ThrowException(info.Isolate, Errors.Create(info.Realm, errno, "chdir", from ?? "", path, denied));
    }

    // (path, .env by default): sets what is not set.
    private static void LoadEnvFile(CallInfo info)
    {
        var path = info.IsUndefined(0) ? ".env" : info.RequireString(0, "path");
        if (path == null)
            return;
        var sys = info.Realm.Guest.Sys;
        if (sys.Open(path, OpenFlags.O_RDONLY, 0).IsError(out var fd, out var errno))
        {
            Errors.Throw(info.Realm, errno, "open", path);
            return;
        }
        var content = FsWholeFiles.ReadToEnd(sys, fd, out var length, out errno);
        sys.Close(fd);
        if (content == null)
        {
            Errors.Throw(info.Realm, errno, "read", path);
            return;
        }
        foreach (var (name, value) in DotEnv.Parse(System.Text.Encoding.UTF8.GetString(content, 0, length)))
        {
            if (sys.Getenv(name).IsError(out _, out _) && sys.Setenv(name, value).Ok && name == "TZ")
                TimeZones.Change(info.Realm, value);
        }
    }

    private static void Umask(CallInfo info)
    {
        if (info.Realm.Guest.Sys.Umask(info.IsUndefined(0) ? null : info.Int32(0)).IsError(out var old, out var errno))
            Errors.Throw(info.Realm, errno, "umask");
        else
            info.Return(old);
    }

    private static void ReallyExit(CallInfo info) => info.Realm.Guest.Exit(info.IsNumber(0) ? info.Int32(0) : info.Realm.State<ExitInfo>().CodeOr(0));

    // (path, words, pairs): the program does not come back from it.
    private static void Execve(CallInfo info)
    {
        if (info.RequireString(0, "execPath") is not { } path || SpawnOptions.Texts(info, 1) is not { } words || SpawnOptions.Texts(info, 2) is not { } pairs)
            return;
        var (guest, sys) = (info.Realm.Guest, info.Realm.Guest.Sys);
        if (guest.Worker != null)
        {
            info.ThrowTypeError("Calling process.execve is not supported in workers", "ERR_WORKER_UNSUPPORTED_OPERATION");
            return;
        }
        for (var fd = 0; fd <= StandardError; fd++)
        {
            if (!sys.Fstat(fd).IsError(out _, out var closed))
                continue;
            Errors.ThrowErrno(info.Realm, closed, "fcntl");
            return;
        }
        if (sys.Execve(path, words, SpawnOptions.Environment(pairs)).IsError(out var program, out var errno))
            Errors.ThrowErrno(info.Realm, errno, "execve", path);
        else
            guest.Replace(program);
    }

    private static void Abort(CallInfo info) => info.Realm.Guest.Stop(GuestOutcome.Killed, 128 + (int)Signal.SIGABRT, Signal.SIGABRT);

    private static void MemoryUsage(CallInfo info)
    {
        if (!V8.Bytes(info[0], out var bytes) || bytes.Length < 5 * sizeof(double))
            return;
        var heap = info.Realm.Guest.HeapStatistics;
        fixed (byte* p = bytes)
        {
            var fields = (double*)p;
            fields[0] = (double)heap.TotalPhysicalSize + heap.ExternalMemory; // what this process can know of its resident set
            fields[1] = heap.TotalHeapSize;
            fields[2] = heap.UsedHeapSize;
            fields[3] = heap.ExternalMemory;
            fields[4] = heap.ExternalMemory;
        }
    }

    private static void Rss(CallInfo info)
    {
        var heap = info.Realm.Guest.HeapStatistics;
        info.Return((double)heap.TotalPhysicalSize + heap.ExternalMemory);
    }

    private static void ConstrainedMemory(CallInfo info) => info.Return((double)info.Realm.Guest.HeapLimitBytes);

    private static void AvailableMemory(CallInfo info) => info.Return(Math.Max(0, info.Realm.Guest.HeapLimitBytes - (double)info.Realm.Guest.HeapStatistics.UsedHeapSize));

    private static void CpuUsage(CallInfo info)
    {
        if (!V8.Bytes(info[0], out var bytes) || bytes.Length < 2 * sizeof(double))
            return;
        var cpu = info.Realm.Guest.Process?.Cpu ?? TimeSpan.Zero;
        fixed (byte* p = bytes)
        {
            ((double*)p)[0] = Math.Floor(GuestClock.Nanoseconds(info.Realm, cpu.TotalNanoseconds) / 1e3);
            ((double*)p)[1] = 0; // the virtual kernel runs on the same clock: there is no system time of its own
        }
    }

    // The fields of getrusage(2) that a virtual process has; the others are 0, as on systems that do not keep them.
    private static void ResourceUsage(CallInfo info)
    {
        const int fields = 16, userTime = 0, maxResident = 2, reads = 9, writes = 10;
        if (!V8.Bytes(info[0], out var bytes) || bytes.Length < fields * sizeof(double))
            return;
        var process = info.Realm.Guest.Process!;
        var heap = info.Realm.Guest.HeapStatistics;
        fixed (byte* p = bytes)
        {
            var values = new Span<double>(p, fields);
            values.Clear();
            values[userTime] = Math.Floor(GuestClock.Nanoseconds(info.Realm, process.Cpu.TotalNanoseconds) / 1e3);
            values[maxResident] = Math.Floor(((double)heap.TotalPhysicalSize + heap.ExternalMemory) / 1024);
            values[reads] = process.Usage.BytesRead / 512;
            values[writes] = process.Usage.BytesWritten / 512;
        }
    }

    private static void GetActiveRequests(CallInfo info) => info.Return(V8.Array(info.Isolate, [.. info.Realm.State<ActiveResources>().Requests]));

    private static void GetActiveHandles(CallInfo info) => info.Return(V8.Array(info.Isolate, [.. info.Realm.State<ActiveResources>().Handles]));

    private static void GetActiveResourcesInfo(CallInfo info)
    {
        var realm = info.Realm;
        var timeouts = Math.Clamp(realm.State<ImmediateInfo>().Timeouts == null ? 0 : realm.State<ImmediateInfo>().Timeouts[0], 0, MaxListed);
        var immediates = (int)Math.Min(realm.State<ImmediateInfo>().Referenced, MaxListed);
        info.Return(V8.StringArray(info.Isolate,
        [
            .. realm.State<ActiveResources>().Names, .. Enumerable.Repeat("Timeout", timeouts), .. Enumerable.Repeat("Immediate", immediates),
        ]));
    }

    private static void Kill(CallInfo info)
    {
        var errno = info.Realm.Guest.Sys.Kill(info.Int32(0), (Signal)info.Int32(1)).Error;
        if (Errors.DenialOf(errno) is { } denied)
            V8Api.ThrowException(info.Isolate, Errors.CreateShort(info.Realm, errno, "kill", denied));
        else
            info.Return(Errors.ToUv(errno));
    }

    private static void RawDebug(CallInfo info)
    {
        if (info.Text(0) is { } text)
            info.Realm.Guest.WriteError(text + "\n");
    }

    private sealed class HighResolutionPage : ICarried
    {
        public uint* Page { get; set; }

        public void Carry(StateCarrier carrier) => Page = carrier.Page(Page);
    }
}
