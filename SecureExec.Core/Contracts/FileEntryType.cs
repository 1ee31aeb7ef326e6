using System.Text.Json.Serialization;

namespace SecureExec.Contracts;

/// <summary>What a directory entry is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FileEntryType>))]
public enum FileEntryType
{
    /// <summary>A device, socket or pipe. JSON: <c>"other"</c>.</summary>
    [JsonStringEnumMemberName("other")]
    Other,

    /// <summary>A regular file. JSON: <c>"file"</c>.</summary>
    [JsonStringEnumMemberName("file")]
    File,

    /// <summary>A directory. JSON: <c>"directory"</c>.</summary>
    [JsonStringEnumMemberName("directory")]
    Directory,

    /// <summary>A symbolic link. JSON: <c>"symlink"</c>.</summary>
    [JsonStringEnumMemberName("symlink")]
    Symlink,
}
