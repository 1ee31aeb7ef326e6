using System.Buffers;

namespace SecureExec.Sidecar.CjsLexer;

/// <summary>
/// Character classes of the lexer. It was defined over UTF-8 bytes: everything outside ASCII is part of an identifier,
/// also U+FEFF, U+2028 and U+00A0.
/// </summary>
internal static class JsCharacters
{
    private static readonly SearchValues<char> Punctuators = SearchValues.Create("!%&()*+,-./:;<=>?[]^{|}~");

    /// <summary>Space, tab, line feed, vertical tab, form feed or carriage return.</summary>
    public static bool IsWhitespace(char c) => c == ' ' || c is >= '\t' and <= '\r';

    /// <summary>Whether a character can start an identifier.</summary>
    public static bool IsIdentifierStart(char c) => char.IsAsciiLetter(c) || c is '$' or '_' || c >= 0x80;

    /// <summary>Whether a character can go on in an identifier.</summary>
    public static bool IsIdentifierPart(char c) => IsIdentifierStart(c) || char.IsAsciiDigit(c);

    /// <summary>Whether a character is a punctuator.</summary>
    public static bool IsPunctuator(char c) => Punctuators.Contains(c);

    /// <summary>Whether a punctuator in front of <c>/</c> makes it the start of a regular expression.</summary>
    public static bool IsExpressionPunctuator(char c) => IsPunctuator(c) && c is not (')' or ']' or '}' or '/');

    /// <summary>Whether a keyword can start behind a character; a dot makes it a property name.</summary>
    public static bool IsBeforeKeyword(char c) => IsWhitespace(c) || (c != '.' && IsPunctuator(c));
}
