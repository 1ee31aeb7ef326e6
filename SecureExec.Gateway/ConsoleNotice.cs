namespace SecureExec.Gateway;

/// <summary>
/// Text for the person at the console that must not go to the logs, which are exported. Takes the writer so that a test can read it.
/// </summary>
internal sealed class ConsoleNotice(TextWriter? writer = null)
{
    private readonly TextWriter _writer = writer ?? Console.Out;

    /// <summary>Writes the lines as one block that stands out.</summary>
    public void Show(params string[] lines)
    {
        var rule = new string('=', lines.Max(l => l.Length));
        _writer.WriteLine(string.Join(Environment.NewLine, [rule, .. lines, rule]));
        _writer.Flush();
    }
}
