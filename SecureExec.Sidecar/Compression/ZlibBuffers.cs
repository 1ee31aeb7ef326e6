namespace SecureExec.Sidecar.Compression;

/// <summary>The input and the room for output of one step of a compressed stream, and how far they are used up.</summary>
internal sealed class ZlibBuffers
{
    public byte[] Input { get; private set; } = [];

    public int InputAt { get; set; }

    public int InputLeft { get; set; }

    public byte[] Output { get; private set; } = [];

    public int OutputAt { get; set; }

    public int OutputLeft { get; set; }

    public void SetInput(byte[] bytes, int start, int count) => (Input, InputAt, InputLeft) = (bytes, start, count);

    public void SetOutput(byte[] bytes, int start, int count) => (Output, OutputAt, OutputLeft) = (bytes, start, count);

    /// <summary>Takes up to <paramref name="to"/>.Length bytes of the input.</summary>
    public int Read(Span<byte> to)
    {
        var count = Math.Min(to.Length, InputLeft);
        Input.AsSpan(InputAt, count).CopyTo(to);
        InputAt += count;
        InputLeft -= count;
        return count;
    }

    /// <summary>Puts as much as there is room for into the output.</summary>
    public int Write(ReadOnlySpan<byte> from)
    {
        var count = Math.Min(from.Length, OutputLeft);
        from[..count].CopyTo(Output.AsSpan(OutputAt));
        OutputAt += count;
        OutputLeft -= count;
        return count;
    }
}
