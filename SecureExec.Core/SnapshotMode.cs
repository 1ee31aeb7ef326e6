namespace SecureExec;

/// <summary>What the isolates of a worker boot from. All behave alike; they differ in time and memory.</summary>
public enum SnapshotMode
{
    /// <summary>From the sources of Node's library: tens of milliseconds for each guest process.</summary>
    None = 0,

    /// <summary>From V8's code cache: the library's bootstrap runs for each guest process.</summary>
    CodeCache = 1,

    /// <summary>From V8's start-up snapshot with the library booted in it, and its code cache.</summary>
    Snapshot = 2,
}
