namespace SecureExec.Sidecar.Bindings;

/// <summary>Decompresses Brotli. The library does not tell which rule a stream breaks: Node's code of a failure is the general one.</summary>
/// <param name="memory">Where memory is counted.</param>
/// <param name="limit">The most of it, bytes.</param>
internal sealed unsafe class BrotliDecoderEngine(ExternalMemory memory, long limit) : BrotliEngine(memory, limit)
{
    private const int Finish = 2, BufferError = -5;

    private int _result;

    public override bool TryBegin()
    {
        _result = BrotliApi.DecoderSuccess;
        State = BrotliApi.DecoderCreate(Allocator, Freer, Opaque);
        return State != 0;
    }

    public override CompressionError? Check(int flush) => _result switch
    {
        BrotliApi.DecoderError => new CompressionError("Decompression failed", "ERR__ERROR_FORMAT", -1),
        BrotliApi.DecoderNeedsInput when flush == Finish => new CompressionError("unexpected end of file", "Z_BUF_ERROR", BufferError),
        _ => null,
    };

    protected override void Run(int flush, nuint* inputLeft, byte** input, nuint* outputLeft, byte** output) =>
        _result = BrotliApi.DecoderStep(State, inputLeft, input, outputLeft, output, null);

    protected override void Destroy(nint state) => BrotliApi.DecoderDestroy(state);
}
