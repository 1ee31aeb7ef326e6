using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace SecureExec.ServiceDefaults;

/// <summary>Reads a JSON body of bounded size; what is wrong with it becomes a problem, not an exception.</summary>
public static partial class JsonBody
{
    /// <summary>Reads the body as <typeparamref name="T"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="type">Source-generated description of <typeparamref name="T"/>.</param>
    /// <param name="maxBytes">Longest accepted body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<JsonBody<T>> ReadAsync<T>(
        HttpRequest request, JsonTypeInfo<T> type, long maxBytes, CancellationToken cancellationToken)
        where T : notnull
    {
        if (!request.HasJsonContentType())
            return new(Problems.NotJson());
        if (request.ContentLength > maxBytes)
            return new(Problems.TooLarge(maxBytes));

        try
        {
            if (await ReadBoundedAsync(request.BodyReader, maxBytes, cancellationToken) is not { } body)
                return new(Problems.TooLarge(maxBytes));

            return JsonSerializer.Deserialize(body.Span, type) is { } value
                ? new(value)
                : new(Problems.BadRequest("The body must not be null."));
        }
        catch (JsonException e)
        {
            return new(Problems.BadRequest(Explain(e)));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new(Problems.TooLarge(maxBytes));
        }
    }

    /// <summary>What is wrong with a JSON text, without names of .NET types.</summary>
    public static string Explain(JsonException exception)
    {
        var text = exception.Message;
        if (UnknownMember().Match(text) is { Success: true } unknown)
            text = $"Unknown member '{unknown.Groups[1].Value}'.";
        else if (MissingMember().Match(text) is { Success: true } missing)
            text = $"Missing: {missing.Groups[1].Value}.";
        else if (RepeatedMember().Match(text) is { Success: true } repeated)
            text = $"Member '{repeated.Groups[1].Value}' is given twice.";
        else if (WrongType().IsMatch(text))
            text = "A value has the wrong type.";
        else if (Position().Match(text) is { Success: true } position)
            text = text[..position.Index].TrimEnd();

        var where = exception.Path is { Length: > 1 } path ? $" At {path}" : "";
        if (exception.LineNumber is { } line)
            where += $"{(where.Length == 0 ? " At" : ",")} line {line + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}";
        return where.Length == 0 ? text : $"{text}{where}.";
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBoundedAsync(PipeReader reader, long maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > maxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    [GeneratedRegex(@"^The JSON property '(.*)' could not be mapped to any \.NET member")]
    private static partial Regex UnknownMember();

    [GeneratedRegex(@"was missing required properties including: (.*?)\.(?: |$)")]
    private static partial Regex MissingMember();

    [GeneratedRegex(@"^Duplicate property '(.*?)' encountered")]
    private static partial Regex RepeatedMember();

    [GeneratedRegex(@"^The JSON value could not be converted to ")]
    private static partial Regex WrongType();

    [GeneratedRegex(@" (Path: \$|LineNumber: \d)")]
    private static partial Regex Position();
}
