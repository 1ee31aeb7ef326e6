namespace SecureExec.Contracts;

/// <summary>What a run used.</summary>
public sealed record RunUsage
{
    /// <summary>Time from start to end, in milliseconds.</summary>
    public double WallMs { get; init; }

    /// <summary>CPU time of the guest process, in milliseconds.</summary>
    public double CpuMs { get; init; }

    /// <summary>Highest size of the guest's heap, in bytes.</summary>
    public long PeakHeapBytes { get; init; }

    /// <summary>Kernel calls made.</summary>
    public long Syscalls { get; init; }

    /// <summary>Bytes the guest process read through the kernel.</summary>
    public long BytesRead { get; init; }

    /// <summary>Bytes the guest process wrote through the kernel.</summary>
    public long BytesWritten { get; init; }
}
