namespace SecureExec.Protocol;

/// <summary>Wire form of <see cref="ResourceSnapshot"/>.</summary>
internal static class SnapshotCodec
{
    internal static void Write(FrameWriter writer, ResourceSnapshot snapshot)
    {
        writer.Int32(snapshot.Counters.Count);
        foreach ((string name, long value) in snapshot.Counters)
        {
            writer.Text(name);
            writer.Int64(value);
        }
    }

    internal static ResourceSnapshot Read(ref FrameReader reader)
    {
        int count = reader.Count(12);
        var counters = new Dictionary<string, long>(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++) counters[reader.Text()] = reader.Int64();
        return new ResourceSnapshot { Counters = counters };
    }
}
