namespace SecureExec.Dashboard.Authentication;

/// <summary>Why signing in failed.</summary>
internal enum SignInError
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>The gateway does not take the key.</summary>
    BadKey,

    /// <summary>The gateway could not be asked.</summary>
    NoGateway,
}
