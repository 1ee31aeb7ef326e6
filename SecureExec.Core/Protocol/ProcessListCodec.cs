namespace SecureExec.Protocol;

/// <summary>Wire form of the process table.</summary>
internal static class ProcessListCodec
{
    internal static void Write(FrameWriter writer, IReadOnlyList<GuestProcessInfo> processes)
    {
        writer.Int32(processes.Count);
        foreach (GuestProcessInfo process in processes)
        {
            writer.Int32(process.Pid);
            writer.Int32(process.ParentPid);
            writer.Byte((byte)process.State);
            writer.Texts(process.Argv);
            writer.Text(process.Cwd);
            writer.Int64(process.StartTime.UtcTicks);
            writer.Bool(process.ExitCode is not null);
            if (process.ExitCode is { } code) writer.Int32(code);
            writer.Span(process.Cpu);
        }
    }

    internal static GuestProcessInfo[] Read(ref FrameReader reader)
    {
        var processes = new GuestProcessInfo[reader.Count(34)];
        for (int i = 0; i < processes.Length; i++)
        {
            processes[i] = new GuestProcessInfo
            {
                Pid = reader.Int32(),
                ParentPid = reader.Int32(),
                State = (GuestProcessState)reader.Choice((int)GuestProcessState.Zombie),
                Argv = reader.Texts(),
                Cwd = reader.Text(),
                StartTime = ReadTime(ref reader),
                ExitCode = reader.Bool() ? reader.Int32() : null,
                Cpu = reader.Span(),
            };
        }
        return processes;
    }

    private static DateTimeOffset ReadTime(ref FrameReader reader)
    {
        long ticks = reader.Int64();
        return ticks >= DateTimeOffset.MinValue.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw new ProtocolException($"A start time of {ticks} ticks is no time.");
    }
}
