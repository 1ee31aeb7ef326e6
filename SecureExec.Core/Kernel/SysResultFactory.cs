namespace SecureExec.Kernel;

/// <summary>Makes results where an implicit conversion cannot: C# has none from interface types.</summary>
internal static class SysResult
{
    /// <summary>The one value of calls that yield nothing.</summary>
    public static SysResult<Unit> Done => default(Unit);

    /// <summary>A success that carries <paramref name="value"/>.</summary>
    public static SysResult<T> From<T>(T value) => value;
}
