namespace SecureExec.Protocol;

/// <summary>Wire form of <see cref="IsolationReport"/>.</summary>
internal static class IsolationCodec
{
    internal static void Write(FrameWriter writer, IsolationReport report)
    {
        writer.Bool(report.IsLockedDown);
        writer.Int32((int)report.SnapshotMode);
        writer.Int32(report.Checks.Count);
        foreach (IsolationCheck check in report.Checks)
        {
            writer.Text(check.Name);
            writer.Bool(check.InForce);
            writer.Text(check.Detail);
        }
    }

    internal static IsolationReport Read(ref FrameReader reader)
    {
        bool lockedDown = reader.Bool();
        int mode = reader.Int32();
        if (mode is < (int)SnapshotMode.None or > (int)SnapshotMode.Snapshot) throw new ProtocolException($"No snapshot mode is {mode}.");
        var checks = new IsolationCheck[reader.Count(9)];
        for (int i = 0; i < checks.Length; i++) checks[i] = new IsolationCheck(reader.Text(), reader.Bool(), reader.Text());
        return new IsolationReport { IsLockedDown = lockedDown, SnapshotMode = (SnapshotMode)mode, Checks = checks };
    }
}
