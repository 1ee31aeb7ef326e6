namespace SecureExec.Sidecar.Url;

/// <summary>The groups of Bidi_Class values that the Bidi rule (RFC 5893) tells apart.</summary>
internal enum BidiClass
{
    /// <summary>Any class that no label may hold.</summary>
    None,

    /// <summary>L.</summary>
    LeftToRight,

    /// <summary>R or AL.</summary>
    RightToLeft,

    /// <summary>EN.</summary>
    EuropeanNumber,

    /// <summary>AN.</summary>
    ArabicNumber,

    /// <summary>NSM.</summary>
    NonSpacingMark,

    /// <summary>ES, CS, ET, ON or BN.</summary>
    Neutral,
}
