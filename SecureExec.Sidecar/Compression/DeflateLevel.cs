namespace SecureExec.Sidecar.Compression;

/// <summary>How hard a compression level looks for matches; the numbers are zlib's.</summary>
/// <param name="Good">A match of this length makes further search a quarter as long.</param>
/// <param name="Lazy">A match longer than this is taken without trying the next place; for the fast levels, the longest whose places are all remembered.</param>
/// <param name="Nice">A match of this length ends the search.</param>
/// <param name="Chain">How many earlier places are tried.</param>
/// <param name="Method">The way of searching.</param>
internal sealed record DeflateLevel(int Good, int Lazy, int Nice, int Chain, DeflateMethod Method)
{
    /// <summary>Levels 0 to 9.</summary>
    public static IReadOnlyList<DeflateLevel> All { get; } =
    [
        new(0, 0, 0, 0, DeflateMethod.Stored),
        new(4, 4, 8, 4, DeflateMethod.Fast),
        new(4, 5, 16, 8, DeflateMethod.Fast),
        new(4, 6, 32, 32, DeflateMethod.Fast),
        new(4, 4, 16, 16, DeflateMethod.Slow),
        new(8, 16, 32, 32, DeflateMethod.Slow),
        new(8, 16, 128, 128, DeflateMethod.Slow),
        new(8, 32, 128, 256, DeflateMethod.Slow),
        new(32, 128, 258, 1024, DeflateMethod.Slow),
        new(32, 258, 258, 4096, DeflateMethod.Slow),
    ];
}
