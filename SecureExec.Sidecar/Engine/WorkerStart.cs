using SecureExec.Kernel;
using SecureExec.Sidecar.Bindings;

namespace SecureExec.Sidecar.Engine;

/// <summary>What a thread of <c>worker_threads</c> starts with.</summary>
/// <param name="Task">The kernel's side of the thread; the thread ends it.</param>
/// <param name="Group">The process's threads.</param>
/// <param name="ThreadId">Node's number of the thread.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsInternal">Whether the library made it for itself (module customization hooks).</param>
/// <param name="TracksDescriptors">Whether descriptors that it opens and leaves open are closed at its end.</param>
/// <param name="Limits">Its <c>resourceLimits</c>, in the order of <see cref="WorkerLimits"/>.</param>
/// <param name="Port">Its end of the channel to the thread that made it.</param>
internal sealed record WorkerStart(ProcessThread Task, ThreadGroup Group, int ThreadId, string Name, bool IsInternal, bool TracksDescriptors, WorkerLimits Limits, MessageQueue Port);
