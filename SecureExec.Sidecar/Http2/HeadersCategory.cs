namespace SecureExec.Sidecar.Http2;

/// <summary>What a block of headers is to its stream (<c>nghttp2_headers_category</c>).</summary>
internal enum HeadersCategory
{
    Request = 0,
    Response = 1,
    PushResponse = 2,

    /// <summary>Another one: information before the response, trailers.</summary>
    Headers = 3,
}
