using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class ThemeViewModelTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Next_FromSystem_ChangesWhatIsSeenAndComesRound(bool systemIsDark)
    {
        var theme = new ThemeViewModel { SystemIsDark = systemIsDark };

        theme.Next();
        Assert.NotEqual(systemIsDark, theme.IsDark);
        theme.Next();
        Assert.Equal(systemIsDark, theme.IsDark);
        Assert.NotEqual(ThemeChoice.System, theme.Choice);
        theme.Next();
        Assert.Equal(ThemeChoice.System, theme.Choice);
    }

    [Theory]
    [InlineData("dark", ThemeChoice.Dark)]
    [InlineData("Light", ThemeChoice.Light)]
    [InlineData("7", ThemeChoice.System)]
    [InlineData("pink", ThemeChoice.System)]
    [InlineData(null, ThemeChoice.System)]
    public void Restore_Text_IsTheChoice(string? text, ThemeChoice expected)
    {
        var theme = new ThemeViewModel();

        theme.Restore(text);

        Assert.Equal(expected, theme.Choice);
    }
}
