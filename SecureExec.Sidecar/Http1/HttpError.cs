namespace SecureExec.Sidecar.Http1;

/// <summary>What is wrong with a message, by llhttp's names; a guest sees them after <c>HPE_</c>.</summary>
internal enum HttpError
{
    OK,
    STRICT,
    LF_EXPECTED,
    CR_EXPECTED,
    UNEXPECTED_CONTENT_LENGTH,
    UNEXPECTED_SPACE,
    CLOSED_CONNECTION,
    INVALID_METHOD,
    INVALID_URL,
    INVALID_CONSTANT,
    INVALID_VERSION,
    INVALID_HEADER_TOKEN,
    INVALID_CONTENT_LENGTH,
    INVALID_CHUNK_SIZE,
    INVALID_STATUS,
    INVALID_EOF_STATE,
    INVALID_TRANSFER_ENCODING,
    CB_MESSAGE_BEGIN,
    CB_HEADERS_COMPLETE,
    CB_MESSAGE_COMPLETE,
    CB_CHUNK_HEADER,
    CB_CHUNK_COMPLETE,

    /// <summary>A callback asked to stop here; not wrong.</summary>
    PAUSED,

    /// <summary>What follows is another protocol; not wrong.</summary>
    PAUSED_UPGRADE,

    /// <summary>What follows is HTTP/2.</summary>
    PAUSED_H2_UPGRADE,

    /// <summary>A callback refused; the reason is its own.</summary>
    USER,
}
