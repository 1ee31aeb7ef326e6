using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SecureExec.Contracts;

/// <summary>
/// Form of a runtime's id: <c>rt-{node}-{secret}</c>. The node part routes a request to its pool node; the secret has 130 random bits.
/// </summary>
public static class RuntimeId
{
    private const string Prefix = "rt-";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int SecretLength = 26;
    private const int MaxNodeLength = 32;

    private static readonly SearchValues<char> AlphabetSet = SearchValues.Create(Alphabet);

    /// <summary>A new id on the node.</summary>
    /// <exception cref="ArgumentException">The node's id is not valid.</exception>
    public static string Create(string nodeId)
    {
        if (!IsNodeId(nodeId))
            throw new ArgumentException("A node id is 1 to 32 lower case letters or digits.", nameof(nodeId));

        return $"{Prefix}{nodeId}-{RandomNumberGenerator.GetString(Alphabet, SecretLength)}";
    }

    /// <summary>A new random node id.</summary>
    public static string CreateNodeId() => RandomNumberGenerator.GetString(Alphabet, 8);

    /// <summary>Whether <paramref name="value"/> can be a node's id: 1 to 32 lower case letters or digits.</summary>
    public static bool IsNodeId([NotNullWhen(true)] string? value) =>
        value is { Length: > 0 and <= MaxNodeLength } && value.All(char.IsAsciiLetterOrDigit) && !value.Any(char.IsAsciiLetterUpper);

    /// <summary>The node part of an id; false when it is not one.</summary>
    public static bool TryGetNode(string? id, [NotNullWhen(true)] out string? nodeId)
    {
        nodeId = null;
        if (id is null || !id.StartsWith(Prefix, StringComparison.Ordinal))
            return false;

        var secret = id.LastIndexOf('-') + 1;
        if (secret <= Prefix.Length || id.Length - secret != SecretLength || id.AsSpan(secret).ContainsAnyExcept(AlphabetSet))
            return false;

        var node = id[Prefix.Length..(secret - 1)];
        if (!IsNodeId(node))
            return false;

        nodeId = node;
        return true;
    }
}
