namespace SecureExec;

/// <summary>The kinds of things a policy speaks of.</summary>
public enum PermissionScope
{
    /// <summary>Files of the virtual file system; resources are canonical guest paths.</summary>
    Fs,

    /// <summary>Connections, name look-ups and listening ports; resources are <c>tcp://host:port</c>, <c>udp://host:port</c>, <c>dns://host</c>, <c>unix://path</c>. A connection
    /// goes by its address (IPv6 in brackets) and by every name that the runtime has resolved to it: the last rule that matches one of them decides. <c>fetch</c> and <c>http</c>
    /// both mean connections and datagrams. Host names match in any case.</summary>
    Network,

    /// <summary>Starting guest processes; resources are command names.</summary>
    ChildProcess,

    /// <summary>Looking at and signalling other guest processes; resources are <c>process://pid</c>, <c>process://snapshot</c>, <c>process://resources</c>.</summary>
    Process,

    /// <summary>Environment variables; resources are their names.</summary>
    Env,

    /// <summary>Host tools; resources are tool names. Policies may also say <c>binding</c> or <c>hostFunction</c>.</summary>
    Tool,
}
