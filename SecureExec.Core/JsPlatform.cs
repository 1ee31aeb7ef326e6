namespace SecureExec;

/// <summary>A ladder of what a program finds, in the words of bundlers. On all but <see cref="Node"/> no built-in module can be loaded (<c>ERR_ACCESS_DENIED</c>).</summary>
public enum JsPlatform
{
    /// <summary>Everything Node has.</summary>
    Node = 0,

    /// <summary>What browsers have too: <c>console</c>, timers, <c>URL</c>, streams, <c>TextEncoder</c>, <c>AbortController</c>, <c>structuredClone</c> ...; no <c>process</c>, <c>Buffer</c> or <c>setImmediate</c>.</summary>
    Browser = 1,

    /// <summary><c>console</c>, timers and <c>queueMicrotask</c>.</summary>
    Neutral = 2,

    /// <summary>ECMAScript and WebAssembly alone.</summary>
    Bare = 3,
}
