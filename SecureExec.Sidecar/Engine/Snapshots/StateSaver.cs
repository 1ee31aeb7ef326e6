using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine.Snapshots;

/// <summary>Writes states while a snapshot is made. Handles become indexes of the objects that V8 was told to keep for us.</summary>
internal sealed unsafe class StateSaver(BinaryWriter output, Func<nint, int> indexOf, Func<nint, nint> bufferOf) : StateCarrier
{
    /// <summary>Stands for a handle or page that is not set.</summary>
    public const int None = -1;

    public override nint Handle(nint slot)
    {
        output.Write(slot == 0 ? None : indexOf(slot));
        return slot;
    }

    public override void Texts(List<string> texts)
    {
        output.Write(texts.Count);
        foreach (var text in texts)
            output.Write(text);
    }

    public override void Untouched(bool untouched, string what)
    {
        if (!untouched)
            throw new InvalidOperationException($"{what} changed while Node's library booted: it cannot be in a start-up snapshot.");
    }

    protected override void* Page(void* page)
    {
        Handle(page == null ? 0 : bufferOf((nint)page));
        return page;
    }
}
