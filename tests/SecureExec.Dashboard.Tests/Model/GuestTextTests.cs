using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class GuestTextTests
{
    [Theory]
    [InlineData("plain — ünï 😀", "plain — ünï 😀")]
    [InlineData("a\u001b[31mb", "a\\u{1b}[31mb")]
    [InlineData("evil\u202Etxt.exe", "evil\\u{202e}txt.exe")]
    [InlineData("zero\u200Bwidth", "zero\\u{200b}width")]
    [InlineData("two\nlines", "two\\u{a}lines")]
    public void Show_SingleLine_EscapesWhatMisleads(string text, string expected) =>
        Assert.Equal(expected, GuestText.Show(text, 100));

    [Fact]
    public void Show_Multiline_KeepsLineBreaksAndTabs() =>
        Assert.Equal("a\n\tb\n\\u{0}", GuestText.Show("a\r\n\tb\n\0", 100, multiline: true));

    [Fact]
    public void Show_TooLong_CutsWithoutSplittingACharacter() => Assert.Equal("ab…", GuestText.Show("ab😀c", 3));

    [Fact]
    public void Show_HalfASurrogatePair_IsReplaced() => Assert.Equal("a\ufffdb", GuestText.Show("a\ud800b", 10));

    [Fact]
    public void Show_Null_IsEmpty() => Assert.Equal("", GuestText.Show(null, 10));
}
