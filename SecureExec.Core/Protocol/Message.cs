namespace SecureExec.Protocol;

/// <summary>One message of the channel between host and worker. The union is closed: every kind is a record in HostMessages.cs or WorkerMessages.cs, and both handler interfaces have one method for each.</summary>
internal abstract record Message
{
    private protected Message()
    {
    }

    /// <summary>The kind byte on the wire.</summary>
    internal abstract MessageKind Kind { get; }

    /// <summary>Appends the fields behind the kind byte.</summary>
    internal abstract void WriteFields(FrameWriter writer);
}

/// <summary>A message from the host to its worker.</summary>
internal abstract record HostMessage : Message
{
    /// <summary>Hands the message to the handler's method for it.</summary>
    internal abstract void Accept(IHostMessageHandler handler);
}

/// <summary>A message from a worker to its host.</summary>
internal abstract record WorkerMessage : Message
{
    /// <summary>Hands the message to the handler's method for it.</summary>
    internal abstract void Accept(IWorkerMessageHandler handler);
}
