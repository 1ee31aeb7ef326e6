using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>One <c>write</c> of a compressed stream: the guest's buffers and how far they are used up.</summary>
internal sealed class CompressionWrite(nint input, nint output)
{
    private bool _held;

    /// <summary>The view to read from, a local or persistent handle.</summary>
    public nint Input { get; private set; } = input;

    /// <summary>The view to write to.</summary>
    public nint Output { get; private set; } = output;

    public required int Flush { get; init; }

    /// <summary>How to flush in the step at hand: not before the last piece of the input.</summary>
    public int StepFlush { get; set; }

    public required int InputAt { get; set; }

    public required int InputLeft { get; set; }

    public required int OutputAt { get; set; }

    public required int OutputLeft { get; set; }

    /// <summary>Keeps the views until <see cref="Release"/>.</summary>
    public void Hold(Realm realm)
    {
        (Input, Output, _held) = (V8.Global(realm.Isolate, Input), V8.Global(realm.Isolate, Output), true);
    }

    public void Release()
    {
        if (!_held)
            return;
        _held = false;
        V8Api.DisposeGlobal(Input);
        V8Api.DisposeGlobal(Output);
    }
}
