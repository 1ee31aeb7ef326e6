namespace SecureExec.Sidecar.Compression;

/// <summary>Where in a stream an <see cref="Inflater"/> is.</summary>
internal enum InflateState
{
    Head,
    GzipFlags,
    GzipTime,
    GzipSystem,
    GzipExtraLength,
    GzipExtra,
    GzipName,
    GzipComment,
    GzipHeaderCheck,
    DictionaryId,
    Dictionary,
    BlockType,
    BlockTypeNow,
    StoredLength,
    Stored,
    TableSizes,
    CodeLengthLengths,
    CodeLengths,
    Symbol,
    LengthExtra,
    Distance,
    DistanceExtra,
    Match,
    Check,
    GzipLength,
    Done,
    Bad,
}
