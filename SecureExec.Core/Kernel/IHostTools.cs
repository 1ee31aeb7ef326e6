namespace SecureExec.Kernel;

/// <summary>The way to functions of the host. The kernel has asked its policy already; whoever stands behind this asks again, by a copy of its own.
/// No call blocks or throws.</summary>
internal interface IHostTools
{
    /// <summary>Calls a function.</summary>
    /// <param name="id">The call's number, of no other call under way.</param>
    /// <param name="name">Its name, <c>collection/function</c> or a single word.</param>
    /// <param name="inputJson">The input.</param>
    /// <param name="pid">Who calls.</param>
    /// <param name="done">Told once, on any thread.</param>
    void Call(int id, string name, string inputJson, int pid, Action<HostToolReply> done);

    /// <summary>Nobody waits for the call any more; it is answered all the same. A number that is none, or not any more, is no harm.</summary>
    void Cancel(int id);
}
