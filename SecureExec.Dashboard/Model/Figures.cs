using System.Globalization;

namespace SecureExec.Dashboard.Model;

/// <summary>Figures as people read them.</summary>
public static class Figures
{
    /// <summary>A number of bytes, for example <c>12.3 MiB</c>; a dash when unknown.</summary>
    public static string Bytes(long? bytes) => bytes switch
    {
        null => "–",
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => Scaled(bytes.Value, 1024, "KiB"),
        < 1024L * 1024 * 1024 => Scaled(bytes.Value, 1024 * 1024, "MiB"),
        _ => Scaled(bytes.Value, 1024L * 1024 * 1024, "GiB"),
    };

    /// <summary>A duration in milliseconds, for example <c>1.24 s</c>.</summary>
    public static string Milliseconds(double ms) => ms switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{ms:0.0} ms"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{ms:0} ms"),
        < 60_000 => string.Create(CultureInfo.InvariantCulture, $"{ms / 1000:0.00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ms / 60_000:0.0} min"),
    };

    /// <summary>How long ago something was, for example <c>3 min ago</c>; times in the future count as now.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now)
    {
        var age = now - time;
        if (age < TimeSpan.FromSeconds(5)) return "just now";
        if (age < TimeSpan.FromMinutes(1)) return $"{(int)age.TotalSeconds} s ago";
        if (age < TimeSpan.FromHours(1)) return $"{(int)age.TotalMinutes} min ago";
        if (age < TimeSpan.FromDays(1)) return $"{(int)age.TotalHours} h ago";
        return $"{(int)age.TotalDays} d ago";
    }

    /// <summary>A point in time for a tooltip or an editor's header.</summary>
    public static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Permission bits as <c>ls</c> shows them, without the type.</summary>
    public static string Mode(int mode)
    {
        Span<char> text = stackalloc char[9];
        for (var i = 0; i < 9; i++) text[i] = (mode & (0x100 >> i)) != 0 ? "rwx"[i % 3] : '-';
        return text.ToString();
    }

    private static string Scaled(long bytes, long unit, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{(double)bytes / unit:0.0} {name}");
}
