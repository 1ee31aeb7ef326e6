namespace SecureExec.Sidecar.Url;

/// <summary>A sorted list of code point ranges, each with a value.</summary>
internal sealed class CodePointRanges<T>
{
    private readonly List<int> _starts = [];
    private readonly List<int> _ends = [];
    private readonly List<T> _values = [];

    /// <summary>Adds a range behind all others.</summary>
    public void Add(int start, int end, T value)
    {
        _starts.Add(start);
        _ends.Add(end);
        _values.Add(value);
    }

    /// <summary>The value of a code point, or <paramref name="otherwise"/> when no range holds it.</summary>
    public T Find(int codePoint, T otherwise)
    {
        var index = _starts.BinarySearch(codePoint);
        if (index < 0)
            index = ~index - 1;
        return index >= 0 && codePoint <= _ends[index] ? _values[index] : otherwise;
    }
}
