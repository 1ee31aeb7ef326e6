using System.Globalization;
using System.Text;

namespace SecureExec.Sidecar.Programs;

/// <summary><c>strftime(3)</c> in UTC and the C locale.</summary>
internal static class TimeFormat
{
    /// <summary>Puts the fields of a time in place of <c>%</c> and a letter.</summary>
    public static string Format(DateTimeOffset time, string format)
    {
        var text = new StringBuilder();
        var utc = time.UtcDateTime;
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 >= format.Length)
            {
                text.Append(format[i]);
                continue;
            }
            var letter = format[++i];
            int digits = 9;
            if (char.IsAsciiDigit(letter) && i + 1 < format.Length && format[i + 1] == 'N')
                (digits, letter) = (Math.Clamp(letter - '0', 1, 9), format[++i]);
            bool plain = letter == '-' && i + 1 < format.Length;
            if (plain)
                letter = format[++i];
            var field = Field(utc, time, letter, digits);
            text.Append(plain && field.Length > 1 ? field.TrimStart('0', ' ') is { Length: > 0 } trimmed ? trimmed : "0" : field);
        }
        return text.ToString();
    }

    private static string Field(DateTime utc, DateTimeOffset time, char letter, int digits) => letter switch
    {
        'Y' => utc.ToString("yyyy", CultureInfo.InvariantCulture),
        'y' => utc.ToString("yy", CultureInfo.InvariantCulture),
        'm' => utc.ToString("MM", CultureInfo.InvariantCulture),
        'd' => utc.ToString("dd", CultureInfo.InvariantCulture),
        'e' => utc.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'H' => utc.ToString("HH", CultureInfo.InvariantCulture),
        'I' => utc.ToString("hh", CultureInfo.InvariantCulture),
        'M' => utc.ToString("mm", CultureInfo.InvariantCulture),
        'S' => utc.ToString("ss", CultureInfo.InvariantCulture),
        'N' => (utc.Ticks % TimeSpan.TicksPerSecond * 100).ToString("D9", CultureInfo.InvariantCulture)[..digits],
        's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'p' => utc.Hour < 12 ? "AM" : "PM",
        'a' => utc.ToString("ddd", CultureInfo.InvariantCulture),
        'A' => utc.ToString("dddd", CultureInfo.InvariantCulture),
        'b' or 'h' => utc.ToString("MMM", CultureInfo.InvariantCulture),
        'B' => utc.ToString("MMMM", CultureInfo.InvariantCulture),
        'j' => utc.DayOfYear.ToString("D3", CultureInfo.InvariantCulture),
        'u' => (utc.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)utc.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'w' => ((int)utc.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'F' => utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        'T' => utc.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        'D' => utc.ToString("MM'/'dd'/'yy", CultureInfo.InvariantCulture),
        'R' => utc.ToString("HH:mm", CultureInfo.InvariantCulture),
        'c' => Format(time, "%a %b %e %H:%M:%S %Y"),
        'Z' => "UTC",
        'z' => "+0000",
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => $"%{letter}",
    };
}
