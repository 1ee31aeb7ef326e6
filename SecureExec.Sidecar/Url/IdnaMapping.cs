namespace SecureExec.Sidecar.Url;

/// <summary>What UTS #46 does with a code point.</summary>
internal enum IdnaStatus
{
    /// <summary>Never in a valid domain.</summary>
    Disallowed,

    /// <summary>Stays.</summary>
    Valid,

    /// <summary>Is left out.</summary>
    Ignored,

    /// <summary>Is replaced by <see cref="IdnaMapping.Replacement"/>.</summary>
    Mapped,
}

/// <summary>A status and, for <see cref="IdnaStatus.Mapped"/>, the text that replaces the code point.</summary>
internal readonly record struct IdnaMapping(IdnaStatus Status, string Replacement);
