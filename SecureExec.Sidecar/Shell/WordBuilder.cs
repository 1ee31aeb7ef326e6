using System.Text;

namespace SecureExec.Sidecar.Shell;

/// <summary>Puts the parts of a word together; characters of one kind become one literal.</summary>
internal sealed class WordBuilder(bool quoted)
{
    private readonly List<WordPart> _parts = [];
    private readonly StringBuilder _text = new();
    private bool _quoted = quoted;

    /// <summary>One more character.</summary>
    public void Literal(char c, bool quoted)
    {
        if (quoted != _quoted)
            Flush();
        _quoted = quoted;
        _text.Append(c);
    }

    /// <summary>One more part.</summary>
    public void Add(WordPart part)
    {
        Flush();
        _parts.Add(part);
    }

    /// <summary>What has been added.</summary>
    public Word ToWord()
    {
        Flush();
        return new Word(_parts);
    }

    private void Flush()
    {
        if (_text.Length == 0)
            return;
        _parts.Add(new LiteralPart(_text.ToString(), _quoted));
        _text.Clear();
    }
}
