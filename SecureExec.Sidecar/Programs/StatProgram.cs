using System.Globalization;
using System.Text;
using SecureExec.Abi;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>stat</c>.</summary>
internal static class StatProgram
{
    private const string Default = "  File: %N\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: %Dh/%dd\tInode: %-10i  Links: %h\nAccess: (%04a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: %w";

    public static int Run(NativeContext context)
    {
        var options = NativeOptions.Parse(context, "Lc:ft", "dereference=L format=c printf=p");
        if (options.Operands.Count == 0)
            return FilePrograms.Missing(context);
        if (options.Has('f') || options.Has('t'))
            return context.Fail("-f and -t are not available");
        int status = 0;
        foreach (var path in options.Operands)
        {
            if (context.Sys.Stat(path, options.Has('L')).IsError(out var stat, out var errno))
                status = context.Fail($"cannot statx '{path}'", errno);
            else
                context.Out.WriteLine(Format(context, options.Value('c') ?? Default, path, stat));
        }
        return status;
    }

    private static string Format(NativeContext context, string format, string path, FileStat stat)
    {
        var text = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 >= format.Length)
            {
                text.Append(format[i]);
                continue;
            }
            int start = ++i;
            while (i < format.Length - 1 && (char.IsAsciiDigit(format[i]) || format[i] == '-'))
                i++;
            var flags = format[start..i];
            var field = Field(context, format[i], path, stat);
            int width = int.TryParse(flags, out int given) ? Math.Clamp(given, -1024, 1024) : 0;
            text.Append(width < 0 ? field.PadRight(-width) : flags.StartsWith('0') ? field.PadLeft(width, '0') : field.PadLeft(width));
        }
        return text.ToString();
    }

    private static string Field(NativeContext context, char letter, string path, FileStat stat)
    {
        string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
        return letter switch
        {
            'n' => path,
            'N' => stat.IsSymlink && context.Sys.ReadLink(path) is { Ok: true, Value: var target } ? $"'{path}' -> '{target}'" : $"'{path}'",
            's' => Number(stat.Size),
            'b' => Number(stat.Blocks),
            'B' => "512",
            'o' => Number(stat.BlockSize),
            'F' => KindOf(stat),
            'a' => Convert.ToString(stat.Mode & 0xFFF, 8),
            'A' => FileModeText.Of(stat.Mode),
            'f' => stat.Mode.ToString("x", CultureInfo.InvariantCulture),
            'i' => stat.Ino.ToString(CultureInfo.InvariantCulture),
            'd' => stat.Dev.ToString(CultureInfo.InvariantCulture),
            'D' => stat.Dev.ToString("x", CultureInfo.InvariantCulture),
            'h' => stat.Nlink.ToString(CultureInfo.InvariantCulture),
            'u' => Number(stat.Uid),
            'g' => Number(stat.Gid),
            'U' or 'G' => stat.Uid == 0 ? "root" : context.Env("USER") is { } user && stat.Uid == context.Process.Uid ? user : "UNKNOWN",
            'X' => Number(stat.Atime.Seconds),
            'Y' => Number(stat.Mtime.Seconds),
            'Z' => Number(stat.Ctime.Seconds),
            'W' => Number(stat.Birthtime.Seconds),
            'x' => Time(stat.Atime),
            'y' => Time(stat.Mtime),
            'z' => Time(stat.Ctime),
            'w' => Time(stat.Birthtime),
            '%' => "%",
            _ => "?",
        };
    }

    private static string KindOf(FileStat stat) => stat.Type switch
    {
        FileMode.S_IFREG => stat.Size == 0 ? "regular empty file" : "regular file",
        FileMode.S_IFDIR => "directory",
        FileMode.S_IFLNK => "symbolic link",
        FileMode.S_IFCHR => "character special file",
        FileMode.S_IFBLK => "block special file",
        FileMode.S_IFIFO => "fifo",
        FileMode.S_IFSOCK => "socket",
        _ => "unknown",
    };

    private static string Time(Timespec time)
    {
        var when = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(time.Seconds, -62135596800, 253402300799));
        return $"{TimeFormat.Format(when, "%Y-%m-%d %H:%M:%S")}.{time.Nanoseconds:D9} +0000";
    }
}
