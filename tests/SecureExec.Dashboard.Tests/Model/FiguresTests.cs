using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(null, "–")]
    [InlineData(0L, "0 B")]
    [InlineData(1023L, "1023 B")]
    [InlineData(1536L, "1.5 KiB")]
    [InlineData(48L * 1024 * 1024, "48.0 MiB")]
    [InlineData(3L * 1024 * 1024 * 1024, "3.0 GiB")]
    public void Bytes_AnySize_HasItsUnit(long? bytes, string expected) => Assert.Equal(expected, Figures.Bytes(bytes));

    [Theory]
    [InlineData(0.04, "0.0 ms")]
    [InlineData(12.4, "12 ms")]
    [InlineData(1240, "1.24 s")]
    [InlineData(90_000, "1.5 min")]
    public void Milliseconds_AnyLength_HasItsUnit(double ms, string expected) => Assert.Equal(expected, Figures.Milliseconds(ms));

    [Theory]
    [InlineData(-60, "just now")]
    [InlineData(4, "just now")]
    [InlineData(59, "59 s ago")]
    [InlineData(200, "3 min ago")]
    [InlineData(7200, "2 h ago")]
    [InlineData(90_000 * 3, "3 d ago")]
    public void Ago_AnyAge_HasItsUnit(int seconds, string expected) =>
        Assert.Equal(expected, Figures.Ago(Samples.Start, Samples.Start.AddSeconds(seconds)));

    [Theory]
    [InlineData(0b110_100_100, "rw-r--r--")]
    [InlineData(0b111_111_111, "rwxrwxrwx")]
    [InlineData(0, "---------")]
    public void Mode_Bits_AreShownAsByLs(int mode, string expected) => Assert.Equal(expected, Figures.Mode(mode));
}
