using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What a <c>Blob</c> handle stands for: parts in order, shared with the blobs it was made from. Complete before another thread sees it.</summary>
internal sealed class BlobData : IDisposable, ISharedHandle
{
    private readonly List<BlobPart> _parts = [];

    public IReadOnlyList<BlobPart> Parts => _parts;

    public void Add(BlobPart part)
    {
        if (part is { Length: 0, File: null })
            return;
        part.Memory?.Hold();
        _parts.Add(part);
    }

    /// <summary>Adds the bytes from <paramref name="start"/> to <paramref name="end"/> of another blob.</summary>
    public void Add(BlobData source, long start, long end)
    {
        long position = 0;
        foreach (var part in source._parts)
        {
            var (from, to) = (Math.Max(start - position, 0), Math.Min(end - position, part.Length));
            if (from < to || part is { Length: 0, File: not null }) // an empty file is looked at, too: it may not be empty any more
                Add(part with { Offset = part.Offset + from, Length = Math.Max(to - from, 0) });
            position += part.Length;
        }
    }

    public ISharedHandle Share()
    {
        var copy = new BlobData();
        foreach (var part in _parts)
            copy.Add(part);
        return copy;
    }

    public nint NewObject(Realm realm) => BlobBinding.NewObject(realm, this);

    public void Dispose()
    {
        foreach (var part in _parts)
            part.Memory?.Release();
        _parts.Clear();
    }
}
