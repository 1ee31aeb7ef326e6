using SecureExec.Abi;

namespace SecureExec.Kernel.Vfs;

/// <summary>One watch: an object, the queue that is told, and of what.</summary>
internal sealed class Watch(WatchDescription queue, ObjectKey key, int descriptor)
{
    /// <summary>Who is told.</summary>
    public WatchDescription Queue { get; } = queue;

    /// <summary>What is watched.</summary>
    public ObjectKey Key { get; } = key;

    /// <summary>Its number in the queue.</summary>
    public int Descriptor { get; } = descriptor;

    /// <summary>Events to tell.</summary>
    public WatchEvents Mask { get; set; }
}
