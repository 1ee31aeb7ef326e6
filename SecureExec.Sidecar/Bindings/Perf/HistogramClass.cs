using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Histograms;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The classes <c>Histogram</c> of <c>internalBinding('performance')</c>: one to record in, one that samples the event loop.</summary>
internal static unsafe class HistogramClass
{
    /// <summary>Key of the template of the class to record in.</summary>
    public const string Template = "histogramTemplate";

    private const string SamplerTemplate = "samplingHistogramTemplate";
    private const int CheckEvery = 1024;

    // What the pinned Node computes from two histograms or writes as CBOR; absent here.
    private static readonly string[] Refused =
        ["ksTest", "meanCI", "welchTest", "mannWhitneyTest", "cohensD", "cliffsD", "percentileCI", "qrde", "export"];

    public static void Define(BindingBuilder b)
    {
        b.Realm[Template] = b.Class("Histogram", Methods(b.NewClass("Histogram", 1, &Construct))
            .Method("record", &Record)
            .Method("recordDelta", &RecordDelta)
            .Method("recordCorrected", &RecordCorrected)
            .Method("add", &Add)
            .Method("subtract", &Subtract)
            .StaticMethod("import", &Refuse));
        b.Realm[SamplerTemplate] = Methods(b.NewClass("Histogram", 1, &Nothing))
            .Method("start", &Start)
            .Method("stop", &Stop)
            .Template;
        b.Function("createELDHistogram", &CreateSampler);
    }

    private static ClassBuilder Methods(ClassBuilder builder)
    {
        builder.Method("count", &Count).Method("countBigInt", &CountBigInt)
            .Method("exceeds", &Exceeds).Method("exceedsBigInt", &ExceedsBigInt)
            .Method("min", &Min).Method("minBigInt", &MinBigInt)
            .Method("max", &Max).Method("maxBigInt", &MaxBigInt)
            .Method("mean", &Mean).Method("stddev", &Deviation)
            .Method("skewness", &Skewness).Method("kurtosis", &Kurtosis)
            .Method("percentile", &Percentile).Method("percentileBigInt", &PercentileBigInt)
            .Method("percentiles", &Percentiles).Method("percentilesBigInt", &PercentilesBigInt)
            .Method("percentilesAt", &PercentilesAt)
            .Method("cdf", &Cdf).Method("countAt", &CountAt)
            .Method("linearBuckets", &LinearBuckets).Method("logBuckets", &LogBuckets)
            .Method("ewmaMean", &AverageMean).Method("ewmaStddev", &AverageDeviation).Method("ewmaErrorRate", &AverageErrorRate)
            .Method("reset", &Reset);
        foreach (var name in Refused)
            builder.Method(name, &Refuse);
        return builder;
    }

    private static void Construct(CallInfo info) => Make(info, info.This, info.Int64(0), info.Int64(1), info.Int32(2), info.Double(3), info.Double(4));

    private static void Nothing(CallInfo info)
    {
    }

    // (resolution in milliseconds, samplePerIteration)
    private static void CreateSampler(CallInfo info)
    {
        const long oneHour = 3_600_000_000_000;
        if (info.IsTrue(1))
        {
            Refuse(info);
            return;
        }
        var target = V8Api.ObjectTemplateNewInstance(V8Api.FunctionTemplateInstance(info.Realm[SamplerTemplate]), info.Context);
        if (target == 0 || Make(info, target, 1, oneHour, 3, 0, 0) is not { } handle)
            return;
        handle.Resolution = Math.Max(1, info.Int32(0));
        info.Return(target);
    }

    private static HistogramHandle? Make(CallInfo info, nint target, long lowest, long highest, int figures, double halfLife, double threshold)
    {
        var handle = HistogramHandle.Create(info.Realm, lowest, highest, figures, halfLife, threshold, out var noMemory);
        if (handle != null)
            info.Realm.Wrap(target, handle);
        else if (noMemory)
            V8.ThrowRangeError(info.Isolate, "Failed to allocate memory", "ERR_MEMORY_ALLOCATION_FAILED");
        else
            V8.ThrowTypeError(info.Isolate, "Invalid histogram options", "ERR_INVALID_ARG_VALUE");
        return handle;
    }

    private static HistogramHandle? Of(CallInfo info) => info.Realm.Unwrap<HistogramHandle>(info.This);

    private static HistogramHandle? Argument(CallInfo info, int index) =>
        info.IsObject(index) && V8Api.ObjectInternalFieldCountOfMap(info[index]) > 0 ? info.Realm.Unwrap<HistogramHandle>(info[index]) : null;

    private static void Record(CallInfo info)
    {
        if (Positive(info, 0) is { } value)
            Of(info)?.Record(value);
    }

    private static void RecordCorrected(CallInfo info)
    {
        if (Positive(info, 0) is { } value && Positive(info, 1) is { } interval)
            Of(info)?.RecordCorrected(value, interval);
    }

    private static long? Positive(CallInfo info, int index)
    {
        var value = info[index];
        long number;
        byte lossless = 1;
        number = info.IsBigInt(index) ? V8Api.BigIntInt64Value(value, &lossless) : info.Int64(index);
        if (number >= 1 && lossless != 0)
            return number;
        V8.ThrowRangeError(info.Isolate, "value is out of range", "ERR_OUT_OF_RANGE");
        return null;
    }

    private static void RecordDelta(CallInfo info) => Of(info)?.RecordDelta();

    private static void Add(CallInfo info)
    {
        if (Of(info) is { } self && Argument(info, 0) is { } other)
            self.Add(other);
    }

    private static void Subtract(CallInfo info)
    {
        if (Of(info) is { } self && Argument(info, 0) is { } other)
            self.Subtract(other);
    }

    // (whether to reset)
    private static void Start(CallInfo info) => Of(info)?.StartSampling(info.IsTrue(0));

    private static void Stop(CallInfo info) => Of(info)?.StopSampling();

    private static void Reset(CallInfo info) => Of(info)?.Reset();

    private static void Count(CallInfo info) => info.Return((double)(Of(info)?.Counts.Total ?? 0));

    private static void CountBigInt(CallInfo info) => ReturnBigInt(info, Of(info)?.Counts.Total ?? 0);

    private static void Exceeds(CallInfo info) => info.Return((double)(Of(info)?.Exceeds ?? 0));

    private static void ExceedsBigInt(CallInfo info) => ReturnBigInt(info, Of(info)?.Exceeds ?? 0);

    private static void Min(CallInfo info) => info.Return((double)(Of(info)?.Counts.Min ?? 0));

    private static void MinBigInt(CallInfo info) => ReturnBigInt(info, Of(info)?.Counts.Min ?? 0);

    private static void Max(CallInfo info) => info.Return((double)(Of(info)?.Counts.Max ?? 0));

    private static void MaxBigInt(CallInfo info) => ReturnBigInt(info, Of(info)?.Counts.Max ?? 0);

    private static void Mean(CallInfo info) => info.Return(Of(info)?.Counts.Mean() ?? 0);

    private static void Deviation(CallInfo info) => info.Return(Math.Sqrt(Of(info)?.Counts.Moment(2) ?? 0));

    // Of fewer than three values, and of those all alike, it is 0.
    private static void Skewness(CallInfo info)
    {
        var variance = Variance(info, atLeast: 3);
        info.Return(variance > 0 ? Of(info)!.Counts.Moment(3) / (variance * Math.Sqrt(variance)) : 0);
    }

    // Of fewer than four values, and of those all alike, it is 0.
    private static void Kurtosis(CallInfo info)
    {
        var variance = Variance(info, atLeast: 4);
        info.Return(variance > 0 ? Of(info)!.Counts.Moment(4) / (variance * variance) - 3 : 0);
    }

    private static double Variance(CallInfo info, int atLeast) => Of(info)?.Counts is { } counts && counts.Total >= atLeast ? counts.Moment(2) : 0;

    private static void Percentile(CallInfo info) => info.Return((double)(Of(info)?.Counts.ValueAt(info.Double(0)) ?? 0));

    private static void PercentileBigInt(CallInfo info) => ReturnBigInt(info, Of(info)?.Counts.ValueAt(info.Double(0)) ?? 0);

    private static void Percentiles(CallInfo info)
    {
        if (Of(info) is { } self && V8Api.IsMap(info[0]) != 0)
            Fill(info, info[0], self.Counts.Percentiles().Select(entry => (entry.Percentile, (double)entry.Value)));
    }

    private static void PercentilesBigInt(CallInfo info)
    {
        if (Of(info) is not { } self || V8Api.IsMap(info[0]) == 0)
            return;
        foreach (var (percentile, value) in self.Counts.Percentiles())
            V8Api.MapSet(info[0], info.Context, V8.Number(info.Isolate, percentile), V8Api.BigIntNew(info.Isolate, value));
    }

    // (map, Float64Array of percentiles)
    private static void PercentilesAt(CallInfo info)
    {
        if (Of(info) is not { } self || V8Api.IsMap(info[0]) == 0 || !info.Bytes(1, out var bytes))
            return;
        var wanted = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(bytes).ToArray();
        Fill(info, info[0], wanted.Select(percentile => (percentile, (double)self.Counts.ValueAt(percentile))));
    }

    private static void Cdf(CallInfo info)
    {
        var counts = Of(info)?.Counts;
        info.Return(counts is { Total: > 0 } ? (double)counts.CountUpTo(info.Double(0)) / counts.Total : 0);
    }

    private static void CountAt(CallInfo info)
    {
        var value = info.Double(0);
        info.Return(value is >= 0 and < long.MaxValue ? (double)(Of(info)?.Counts.CountAt((long)value) ?? 0) : 0);
    }

    // (step, map)
    private static void LinearBuckets(CallInfo info)
    {
        var step = info.Double(0);
        if (Of(info) is { } self && step >= 1 && V8Api.IsMap(info[1]) != 0)
            Fill(info, info[1], Numbers(self.Counts.Steps(step, level => level + step)));
    }

    // (first level, base, map)
    private static void LogBuckets(CallInfo info)
    {
        var (first, factor) = (info.Double(0), info.Double(1));
        if (Of(info) is { } self && first >= 1 && factor > 1 && V8Api.IsMap(info[2]) != 0)
            Fill(info, info[2], Numbers(self.Counts.Steps(first, level => Math.Max(level * factor, level + 1))));
    }

    private static IEnumerable<(double, double)> Numbers(IEnumerable<(long Value, long Count)> steps) => steps.Select(step => ((double)step.Value, (double)step.Count));

    // Steps may be many more than the values: the map grows in V8's heap, whose limit stops the process.
    private static void Fill(CallInfo info, nint map, IEnumerable<(double Key, double Value)> entries)
    {
        var (iso, context, loop) = (info.Isolate, info.Context, info.Realm.Guest.Loop);
        using var every = entries.GetEnumerator();
        for (var more = true; more && !loop.Stopped;)
        {
            using var handles = new HandleScope(iso);
            for (var i = 0; i < CheckEvery && (more = every.MoveNext()); i++)
                V8Api.MapSet(map, context, V8.Number(iso, every.Current.Key), V8.Number(iso, every.Current.Value));
        }
    }

    private static void AverageMean(CallInfo info) => info.Return(Of(info)?.Average?.Mean ?? 0);

    private static void AverageDeviation(CallInfo info) => info.Return(Of(info)?.Average?.Deviation ?? 0);

    private static void AverageErrorRate(CallInfo info) => info.Return(Of(info)?.Average?.ErrorRate ?? 0);

    private static void ReturnBigInt(CallInfo info, long value) => info.Return(V8Api.BigIntNew(info.Isolate, value));

    private static void Refuse(CallInfo info) => Errors.Throw(info.Realm, Abi.Errno.ENOSYS, "histogram");
}
