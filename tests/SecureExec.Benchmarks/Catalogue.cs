using SecureExec.Benchmarks.Measurements;

namespace SecureExec.Benchmarks;

/// <summary>Everything that can be measured, in the order of the report.</summary>
internal static class Catalogue
{
    internal static IReadOnlyList<Measurement> All(BenchmarkOptions options, RealNode node) =>
    [
        .. StartMeasurements.All(options, node),
        .. RunMeasurements.All(options, node),
        .. ThroughputMeasurements.All(options, node),
        .. MemoryMeasurements.All(options, node),
        .. ProgramMeasurements.All(options, node),
        .. PackageMeasurements.All(options, node),
        .. OutputMeasurements.All(options, node),
        .. OutboundMeasurements.All(options, node),
        .. InboundMeasurements.All(options, node),
        .. LoopbackMeasurements.All(options, node),
        .. ChildMeasurements.All(options, node),
    ];
}
