namespace SecureExec.Sidecar.Engine.Snapshots;

/// <summary>
/// State of a realm (<see cref="Interop.Realm.State{T}"/>) that exists when the library has booted, and so has to live through a start-up
/// snapshot. A state that does not say how cannot be in one: making the snapshot fails and names it.
/// </summary>
internal interface ICarried
{
    /// <summary>Passes each handle, page and list of the state through the carrier and keeps what comes back, always in the same order.</summary>
    void Carry(StateCarrier carrier);
}
