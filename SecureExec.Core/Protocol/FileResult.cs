using SecureExec.Abi;
using SecureExec.Kernel;

namespace SecureExec.Protocol;

/// <summary>The outcome of a <see cref="FileCall"/>: an errno, or the fields that the operation gives.</summary>
internal sealed record FileResult(Errno Error)
{
    internal FileStat Stat { get; init; }

    internal long Count { get; init; }

    internal string Text { get; init; } = "";

    internal ReadOnlyMemory<byte> Data { get; init; }

    internal IReadOnlyList<HostDirectoryEntry> Entries { get; init; } = [];

    internal static FileResult Done { get; } = new(Errno.Success);

    internal void Write(FrameWriter writer)
    {
        writer.Int32((int)Error);
        FileStatCodec.Write(writer, Stat);
        writer.Int64(Count);
        writer.Text(Text);
        writer.Bytes(Data.Span);
        writer.Int32(Entries.Count);
        foreach (HostDirectoryEntry entry in Entries)
        {
            writer.Text(entry.Name);
            FileStatCodec.Write(writer, entry.Stat);
        }
    }

    internal static FileResult Read(ref FrameReader reader)
    {
        var error = (Errno)reader.Int32();
        FileStat stat = FileStatCodec.Read(ref reader);
        long count = reader.Int64();
        string text = reader.Text();
        ReadOnlyMemory<byte> data = reader.Bytes();
        var entries = new HostDirectoryEntry[reader.Count(4 + FileStatCodec.Bytes)];
        for (int i = 0; i < entries.Length; i++) entries[i] = new HostDirectoryEntry(reader.Text(), FileStatCodec.Read(ref reader));
        return new FileResult(error) { Stat = stat, Count = count, Text = text, Data = data, Entries = entries };
    }
}
