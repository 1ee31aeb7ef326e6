namespace SecureExec.Sidecar.Bindings;

/// <summary>Compresses to Brotli.</summary>
/// <param name="parameters">Value of each BROTLI_PARAM_*, <see cref="NotGiven"/> for one that is not set.</param>
/// <param name="memory">Where memory is counted.</param>
/// <param name="limit">The most of it, bytes.</param>
internal sealed unsafe class BrotliEncoderEngine(uint[] parameters, ExternalMemory memory, long limit) : BrotliEngine(memory, limit)
{
    /// <summary>Node's mark of a parameter that is not set.</summary>
    public const uint NotGiven = uint.MaxValue;

    private bool _works = true;

    // .NET builds it so (BROTLI_ENCODER_EXIT_ON_OOM); making one answers without.
    protected override bool MustHaveMemory => State != 0;

    public override bool TryBegin()
    {
        _works = true;
        State = BrotliApi.EncoderCreate(Allocator, Freer, Opaque);
        if (State == 0)
            return false;
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i] != NotGiven && BrotliApi.EncoderSetParameter(State, i, parameters[i]) == 0)
                return false;
        }
        return true;
    }

    public override CompressionError? Check(int flush) => _works && !IsOverLimit ? null : new CompressionError("Compression failed", "ERR_BROTLI_COMPRESSION_FAILED", -1);

    protected override void Run(int flush, nuint* inputLeft, byte** input, nuint* outputLeft, byte** output) =>
        _works = BrotliApi.EncoderStep(State, flush, inputLeft, input, outputLeft, output, null) != 0;

    protected override void Destroy(nint state) => BrotliApi.EncoderDestroy(state);
}
