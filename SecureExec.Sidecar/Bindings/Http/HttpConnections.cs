using System.Diagnostics;

namespace SecureExec.Sidecar.Bindings;

/// <summary>The native side of a <c>ConnectionsList</c>: the parsers of a server's connections, and those that are in a message. Loop's thread.</summary>
internal sealed class HttpConnections
{
    private readonly HashSet<HttpParserHandle> _all = [], _active = [];

    /// <summary>All, those between messages first, then by the age of their message.</summary>
    public IEnumerable<HttpParserHandle> All => _all.OrderBy(parser => parser.MessageStart);

    /// <summary>Those between messages.</summary>
    public IEnumerable<HttpParserHandle> Idle => _all.Where(parser => parser.MessageStart == 0);

    /// <summary>Those in a message, the oldest first.</summary>
    public IEnumerable<HttpParserHandle> Active => _active.OrderBy(parser => parser.MessageStart);

    public void Add(HttpParserHandle parser, bool isActive)
    {
        _all.Add(parser);
        if (isActive)
            _active.Add(parser);
    }

    public void Remove(HttpParserHandle parser)
    {
        _all.Remove(parser);
        _active.Remove(parser);
    }

    /// <summary>Takes out of the active ones those whose message is older than it may be.</summary>
    /// <param name="headersTimeout">Milliseconds until the headers have come; 0 for no bound.</param>
    /// <param name="requestTimeout">Milliseconds until all has come; 0 for no bound.</param>
    public IReadOnlyList<HttpParserHandle> TakeExpired(double headersTimeout, double requestTimeout)
    {
        if (requestTimeout > 0 && headersTimeout > requestTimeout)
            (headersTimeout, requestTimeout) = (requestTimeout, headersTimeout);
        List<HttpParserHandle> expired = [];
        foreach (var parser in Active.ToArray())
        {
            var age = Stopwatch.GetElapsedTime(parser.MessageStart).TotalMilliseconds;
            if ((!parser.HeadersCompleted && headersTimeout > 0 && age > headersTimeout) || (requestTimeout > 0 && age > requestTimeout))
            {
                _active.Remove(parser);
                expired.Add(parser);
            }
        }
        return expired;
    }
}
