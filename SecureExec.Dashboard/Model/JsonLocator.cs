using System.Text;
using System.Text.Json;

namespace SecureExec.Dashboard.Model;

/// <summary>Finds where in a JSON text the value at a path stands.</summary>
public static class JsonLocator
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>The place of the value at the path, or of the nearest enclosing value that exists.</summary>
    /// <param name="json">Valid JSON.</param>
    /// <param name="path">For example <c>fs.rules[0].paths[1]</c>; a leading <c>$</c> is allowed.</param>
    /// <returns>The place; null when the text is not JSON.</returns>
    public static JsonLocation? Find(string json, string path)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        try
        {
            return LocationOf(bytes, OffsetOf(bytes, Parse(path)));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Splits a path into names and indexes.</summary>
    internal static IReadOnlyList<string> Parse(string path)
    {
        var trimmed = path.StartsWith('$') ? path[1..] : path;
        return trimmed.Split(['.', '[', ']', '/'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static int OffsetOf(byte[] bytes, IReadOnlyList<string> path)
    {
        var reader = new Utf8JsonReader(bytes, Options);
        reader.Read();
        var found = (int)reader.TokenStartIndex;
        foreach (var step in path)
        {
            if (!Enter(ref reader, step)) return found;
            found = (int)reader.TokenStartIndex;
        }
        return found;
    }

    // Moves from a container's start to the start of the child.
    private static bool Enter(ref Utf8JsonReader reader, string step)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIt = reader.ValueTextEquals(step);
                reader.Read();
                if (isIt) return true;
                reader.Skip();
            }
            return false;
        }
        if (reader.TokenType != JsonTokenType.StartArray || !int.TryParse(step, out var wanted)) return false;
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == wanted) return true;
            reader.Skip();
        }
        return false;
    }

    private static JsonLocation LocationOf(ReadOnlySpan<byte> bytes, int offset)
    {
        var before = bytes[..offset];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new JsonLocation(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
