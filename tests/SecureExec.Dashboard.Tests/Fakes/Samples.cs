using System.Text;
using System.Text.Json;
using SecureExec.Contracts;

namespace SecureExec.Dashboard.Tests.Fakes;

/// <summary>Values for tests.</summary>
public static class Samples
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly Dictionary<string, FileEntry[]> Directories = new()
    {
        ["/"] =
        [
            new FileEntry { Name = "readme.txt", Type = FileEntryType.File, Size = 12, Mode = 0x1a4, ModifiedAt = Start },
            new FileEntry { Name = "tmp", Type = FileEntryType.Directory, Mode = 0x1ff },
        ],
        ["/tmp"] =
        [
            new FileEntry { Name = "data.bin", Type = FileEntryType.File, Size = 4, Mode = 0x1a4 },
            new FileEntry { Name = "a b#?%.json", Type = FileEntryType.File, Size = 2, Mode = 0x1a4 },
        ],
    };

    public static readonly Dictionary<string, byte[]> Files = new()
    {
        ["/readme.txt"] = Encoding.UTF8.GetBytes("Hello, world"),
        ["/tmp/data.bin"] = [0x00, 0xff, 0x41, 0x42],
        ["/tmp/a b#?%.json"] = Encoding.UTF8.GetBytes("{}"),
    };

    public static RuntimeInfo Runtime(string id, string? name = null, string node = "node1") => new()
    {
        Id = id,
        Node = node,
        Name = name,
        State = RuntimeState.Ready,
        CreatedAt = Start,
        LastUsedAt = Start,
        IdleTimeoutSeconds = 600,
        MemoryBytes = 48 * 1024 * 1024,
        Isolation = new IsolationInfo { LockedDown = false, Summary = "Workers are not locked down." },
    };

    public static ProcessEntry Process(int pid, int ppid = 0, params string[] argv) => new()
    {
        Pid = pid,
        Ppid = ppid,
        State = "running",
        Argv = argv.Length > 0 ? argv : ["node", $"/p{pid}.js"],
        StartedAt = Start,
    };

    public static RunResponse Succeed(RunRequest request) => new()
    {
        Outcome = ResponseOutcome.Succeeded,
        Value = JsonSerializer.SerializeToElement(new { length = request.Code.Length }),
        Stdout = "hello\n",
        Stderr = "",
        Usage = new RunUsage { WallMs = 12.5, CpuMs = 8, PeakHeapBytes = 5 << 20, Syscalls = 42 },
    };

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static PolicyInfo Policy(string name, JsonElement document, int revision = 1) => new()
    {
        Name = name,
        Document = document,
        Revision = revision,
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    /// <summary>The complaint of the real parser, with its way of naming the place.</summary>
    public static string? PolicyError(JsonElement document)
    {
        try
        {
            _ = PermissionPolicy.Parse(document.GetRawText());
            return null;
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }
}
