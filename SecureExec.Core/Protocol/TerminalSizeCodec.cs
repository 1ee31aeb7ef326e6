namespace SecureExec.Protocol;

/// <summary>Encodes the size of a terminal.</summary>
internal static class TerminalSizeCodec
{
    internal static void Write(FrameWriter writer, TerminalSize size)
    {
        writer.Int32(size.Columns);
        writer.Int32(size.Rows);
    }

    /// <exception cref="ProtocolException">The size is none that a terminal may have.</exception>
    internal static TerminalSize Read(ref FrameReader reader)
    {
        var size = new TerminalSize(reader.Int32(), reader.Int32());
        return size.IsValid ? size : throw new ProtocolException($"No terminal is {size.Columns} by {size.Rows} characters.");
    }
}
