using SecureExec.Abi;

namespace SecureExec.Protocol;

/// <summary>One file operation with the fields its <see cref="FileOperation"/> names; the others stay at their defaults.</summary>
internal sealed record FileCall(FileOperation Operation, string Path)
{
    internal string Other { get; init; } = "";

    internal long Offset { get; init; }

    internal long Count { get; init; }

    internal int Mode { get; init; }

    internal bool Recursive { get; init; }

    internal Timespec Atime { get; init; }

    internal Timespec Mtime { get; init; }

    internal ReadOnlyMemory<byte> Data { get; init; }

    internal void Write(FrameWriter writer)
    {
        writer.Byte((byte)Operation);
        writer.Text(Path);
        writer.Text(Other);
        writer.Int64(Offset);
        writer.Int64(Count);
        writer.Int32(Mode);
        writer.Bool(Recursive);
        FileStatCodec.Write(writer, Atime);
        FileStatCodec.Write(writer, Mtime);
        writer.Bytes(Data.Span);
    }

    internal static FileCall Read(ref FrameReader reader) => new((FileOperation)reader.Choice((int)FileOperation.ReadFiles), reader.Text())
    {
        Other = reader.Text(),
        Offset = reader.Int64(),
        Count = reader.Int64(),
        Mode = reader.Int32(),
        Recursive = reader.Bool(),
        Atime = FileStatCodec.ReadTime(ref reader),
        Mtime = FileStatCodec.ReadTime(ref reader),
        Data = reader.Bytes(),
    };
}
