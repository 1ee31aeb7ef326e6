using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Engine.Snapshots;

/// <summary>Reads what <see cref="StateSaver"/> wrote.</summary>
internal sealed unsafe class StateLoader(BinaryReader input, nint[] handles) : StateCarrier
{
    public override nint Handle(nint slot)
    {
        var index = input.ReadInt32();
        return index == StateSaver.None ? 0 : handles[index];
    }

    public override void Texts(List<string> texts)
    {
        for (var left = input.ReadInt32(); left > 0; left--)
            texts.Add(input.ReadString());
    }

    public override void Untouched(bool untouched, string what)
    {
    }

    protected override void* Page(void* page)
    {
        var buffer = Handle(0);
        return buffer == 0 ? null : (void*)V8Api.BufferData(buffer);
    }
}
