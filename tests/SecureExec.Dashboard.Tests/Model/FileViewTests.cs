using System.Text;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class FileViewTests
{
    [Fact]
    public void Of_Utf8_IsText()
    {
        var view = FileView.Of(new GuestFile(Encoding.UTF8.GetBytes("grün\n"), false), 6);

        Assert.True(view.IsText);
        Assert.Equal("grün\n", view.Text);
        Assert.Null(view.Note);
    }

    [Theory]
    [InlineData(new byte[] { 0x41, 0x00 })]
    [InlineData(new byte[] { 0xff, 0xfe, 0x41 })]
    [InlineData(new byte[] { 0x41, 0xc3 })]
    public void Of_NotUtf8_IsAHexDump(byte[] bytes)
    {
        var view = FileView.Of(new GuestFile(bytes, false), bytes.Length);

        Assert.False(view.IsText);
        Assert.StartsWith("00000000 ", view.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CutInsideACharacter_IsStillText()
    {
        var bytes = Encoding.UTF8.GetBytes("ab😀")[..5];

        var view = FileView.Of(new GuestFile(bytes, true), 1_000_000);

        Assert.Equal("ab", view.Text);
        Assert.Contains("beginning", view.Note);
    }

    [Fact]
    public void Of_Empty_IsText() => Assert.True(FileView.Of(new GuestFile([], false), 0).IsText);
}
