namespace SecureExec.Sidecar.Http2;

/// <summary>A bucket of tokens that fills with time: what a peer may do often, but not without end.</summary>
/// <param name="burst">Tokens at first, and at most.</param>
/// <param name="rate">Tokens that come back each second.</param>
internal sealed class RateLimit(uint burst, uint rate)
{
    private double _tokens = burst;
    private long _second = long.MinValue;

    /// <summary>Takes one. False: there is none.</summary>
    /// <param name="second">The time, in whole seconds.</param>
    public bool Take(long second)
    {
        if (_second != long.MinValue && second > _second)
            _tokens = Math.Min(burst, _tokens + (double)rate * (second - _second));
        _second = second;
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }
}
