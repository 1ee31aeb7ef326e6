using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace SecureExec.ServiceDefaults;

/// <summary>Either a body or the problem that is the answer to it.</summary>
public readonly struct JsonBody<T>
    where T : notnull
{
    internal JsonBody(T value) => Value = value;

    internal JsonBody(IResult problem) => Problem = problem;

    /// <summary>The body, when there is no problem.</summary>
    public T? Value { get; }

    /// <summary>The answer, when the body is not accepted.</summary>
    public IResult? Problem { get; }

    /// <summary>Tells which of the two it is.</summary>
    public bool IsProblem([NotNullWhen(true)] out IResult? problem, [NotNullWhen(false)] out T? value)
    {
        (problem, value) = (Problem, Value);
        return problem is not null;
    }
}
