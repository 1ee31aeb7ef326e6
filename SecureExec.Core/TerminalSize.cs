namespace SecureExec;

/// <summary>Size of a terminal in characters. Both are from 1 to <see cref="Largest"/>.</summary>
/// <param name="Columns">Characters of a row.</param>
/// <param name="Rows">Rows.</param>
public readonly record struct TerminalSize(int Columns, int Rows)
{
    /// <summary>Most columns and most rows.</summary>
    public const int Largest = ushort.MaxValue;

    /// <summary>80 columns, 24 rows.</summary>
    public static TerminalSize Default { get; } = new(80, 24);

    internal bool IsValid => Columns is >= 1 and <= Largest && Rows is >= 1 and <= Largest;
}
