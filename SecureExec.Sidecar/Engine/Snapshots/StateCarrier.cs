namespace SecureExec.Sidecar.Engine.Snapshots;

/// <summary>
/// Carries the native side of a realm's state over a start-up snapshot. The same calls write it when the snapshot is made and read it
/// when an isolate starts from it.
/// </summary>
internal abstract unsafe class StateCarrier
{
    /// <summary>A persistent handle of the realm, or 0.</summary>
    public abstract nint Handle(nint slot);

    /// <summary>A page that JavaScript shares (<see cref="Interop.Realm.NewSharedPage"/>), or null. Its content is the snapshot's.</summary>
    public T* Page<T>(T* page) where T : unmanaged => (T*)Page((void*)page);

    /// <summary>Texts, appended to the list on reading.</summary>
    public abstract void Texts(List<string> texts);

    /// <summary>States that something is as a new instance has it, so that nothing needs to be carried.</summary>
    /// <exception cref="InvalidOperationException">It is not; names <paramref name="what"/>.</exception>
    public abstract void Untouched(bool untouched, string what);

    protected abstract void* Page(void* page);
}
