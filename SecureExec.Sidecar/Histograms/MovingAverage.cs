namespace SecureExec.Sidecar.Histograms;

/// <summary>Exponentially weighted mean, deviation and rate of values over a threshold, as <c>createHistogram({ halfLife, threshold })</c> keeps them.</summary>
/// <param name="halfLife">Values after which a value's weight is half.</param>
/// <param name="threshold">Values above it count as errors; 0: none do.</param>
internal sealed class MovingAverage(double halfLife, double threshold)
{
    private readonly double _weight = 1 - Math.Pow(2, -1 / halfLife);
    private double _variance;
    private bool _any;

    public double Mean { get; private set; }

    public double Deviation => Math.Sqrt(_variance);

    public double ErrorRate { get; private set; }

    public void Record(double value)
    {
        double over = threshold > 0 && value > threshold ? 1 : 0;
        if (!_any)
        {
            (_any, Mean, ErrorRate) = (true, value, over);
            return;
        }
        var difference = value - Mean;
        Mean += _weight * difference;
        _variance = (1 - _weight) * (_variance + _weight * difference * difference);
        ErrorRate += _weight * (over - ErrorRate);
    }

    public void Reset() => (_any, Mean, _variance, ErrorRate) = (false, 0, 0, 0);
}
