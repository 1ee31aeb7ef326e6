namespace SecureExec.Kernel;

/// <summary>The children that <c>waitpid(2)</c> is asked about.</summary>
/// <param name="Pid">A child, -1 for any, 0 for those of the caller's own group, below -1 for those of group -<paramref name="Pid"/>.</param>
/// <param name="Options">What of them.</param>
internal readonly record struct ChildWait(int Pid, WaitOptions Options = WaitOptions.None)
{
    /// <summary>Whether a child of <paramref name="parent"/> is meant.</summary>
    public bool Matches(GuestProcess child, GuestProcess parent) => Pid switch
    {
        > 0 => child.Pid == Pid,
        -1 => true,
        0 => child.Pgid == parent.Pgid,
        int.MinValue => false,
        _ => child.Pgid == -Pid,
    };
}
