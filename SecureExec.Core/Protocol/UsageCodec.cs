namespace SecureExec.Protocol;

/// <summary>Wire form of <see cref="GuestUsage"/>.</summary>
internal static class UsageCodec
{
    internal static void Write(FrameWriter writer, GuestUsage usage)
    {
        writer.Span(usage.Wall);
        writer.Span(usage.Cpu);
        writer.Int64(usage.PeakHeapBytes);
        writer.Int64(usage.Syscalls);
        writer.Int64(usage.BytesRead);
        writer.Int64(usage.BytesWritten);
        writer.Int64(usage.Denials);
        writer.Int32(usage.Ledger.Count);
        foreach ((string call, long count) in usage.Ledger)
        {
            writer.Text(call);
            writer.Int64(count);
        }
    }

    internal static GuestUsage Read(ref FrameReader reader) => new()
    {
        Wall = reader.Span(),
        Cpu = reader.Span(),
        PeakHeapBytes = reader.Int64(),
        Syscalls = reader.Int64(),
        BytesRead = reader.Int64(),
        BytesWritten = reader.Int64(),
        Denials = reader.Int64(),
        Ledger = ReadLedger(ref reader),
    };

    private static IReadOnlyDictionary<string, long> ReadLedger(ref FrameReader reader)
    {
        int count = reader.Count(12);
        if (count == 0) return GuestUsage.NoCalls;
        var ledger = new Dictionary<string, long>(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++) ledger[reader.Text()] = reader.Int64();
        return ledger;
    }
}
