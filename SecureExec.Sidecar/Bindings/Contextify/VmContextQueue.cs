namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// Native side of a <c>vm</c> context: its own microtask queue, if <c>microtaskMode: 'afterEvaluate'</c> asked for one.
/// Disposed after the context's wrapper is collected, which the context keeps alive through its sandbox.
/// </summary>
internal sealed unsafe class VmContextQueue(nint queue) : IDisposable
{
    /// <summary><c>v8::MicrotaskQueue*</c>; 0: the context uses the isolate's queue.</summary>
    public nint Queue { get; private set; } = queue;

    /// <summary>Deletes the queue through its virtual destructor (second slot: destroys and frees).</summary>
    public void Dispose()
    {
        if (Queue == 0)
            return;
        var table = *(nint**)Queue;
        ((delegate* unmanaged<nint, void>)table[1])(Queue);
        Queue = 0;
    }
}
