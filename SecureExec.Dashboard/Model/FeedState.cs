namespace SecureExec.Dashboard.Model;

/// <summary>How current the shown runtimes are.</summary>
public enum FeedState
{
    /// <summary>Nothing has been received yet.</summary>
    Connecting,

    /// <summary>Changes arrive as they happen.</summary>
    Live,

    /// <summary>The stream was lost; what is shown may be old. It is opened again by itself.</summary>
    Lost,

    /// <summary>The API key is not valid any more; signing in again helps.</summary>
    SignedOut,
}
