namespace SecureExec.Contracts;

/// <summary>Checks request bodies, the same way in the gateway and on the pool node.</summary>
public static class ContractValidation
{
    /// <summary>Longest run a caller may ask for, in milliseconds.</summary>
    public const int MaxTimeoutMs = 15 * 60_000;

    private const int MaxPathLength = 4095;
    private const int MaxIdleTimeoutSeconds = 24 * 3600;

    /// <summary>Messages by member; empty when the request is fine.</summary>
    /// <param name="request">The body.</param>
    /// <param name="freshRuntime">Whether the run gets a virtual machine of its own, which alone may name policy and limits.</param>
    public static Dictionary<string, string[]> Validate(RunRequest request, bool freshRuntime)
    {
        var errors = new Dictionary<string, string[]>();
        if (request.TimeoutMs is <= 0 or > MaxTimeoutMs)
            errors["timeoutMs"] = [$"Must be from 1 to {MaxTimeoutMs} milliseconds."];
        if (!Enum.IsDefined(request.Language))
            errors["language"] = ["Must be \"javascript\" or \"typescript\"."];
        if (!Enum.IsDefined(request.Format))
            errors["format"] = ["Must be \"module\" or \"commonjs\"."];
        if (request.Args is { } args && args.Any(HasNul))
            errors["args"] = ["Must not contain U+0000."];

        CheckPath(errors, "fileName", request.FileName);
        CheckPath(errors, "cwd", request.Cwd);
        CheckEnv(errors, request.Env);
        CheckFiles(errors, request.Files);
        CheckInputs(errors, request);
        if (freshRuntime)
            CheckPolicy(errors, request.Policy, request.Permissions is not null);
        else if (request.Policy is not null || request.Permissions is not null || request.Limits is not null)
            errors["policy"] = ["Policy, permissions and limits of a runtime are fixed when it is created."];

        return errors;
    }

    /// <summary>Messages by member; empty when the request is fine.</summary>
    /// <param name="request">The body.</param>
    /// <param name="resolved">Whether the gateway has already put the named policy's permissions beside its name.</param>
    public static Dictionary<string, string[]> Validate(CreateRuntimeRequest request, bool resolved)
    {
        var errors = new Dictionary<string, string[]>();
        if (request.Name is { } name && (name.Length > 64 || name.Any(char.IsControl)))
            errors["name"] = ["Must be at most 64 characters, without control characters."];
        if (request.IdleTimeoutSeconds is <= 0 or > MaxIdleTimeoutSeconds)
            errors["idleTimeoutSeconds"] = [$"Must be from 1 to {MaxIdleTimeoutSeconds} seconds."];

        CheckPath(errors, "cwd", request.Cwd);
        CheckEnv(errors, request.Env);
        CheckFiles(errors, request.Files);
        if (!resolved)
            CheckPolicy(errors, request.Policy, request.Permissions is not null);
        else if (request.Policy is not null && request.Permissions is null)
            errors["policy"] = ["A pool node knows no policy names: send the permissions."];
        return errors;
    }

    /// <summary>Whether <paramref name="name"/> can name a policy: lower case letters, digits, '-', '_', '.'; 1 to 64; first a letter or digit.</summary>
    public static bool IsPolicyName(string? name) =>
        name is { Length: > 0 and <= 64 }
        && (char.IsAsciiLetterLower(name[0]) || char.IsAsciiDigit(name[0]))
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');

    /// <summary>Whether <paramref name="path"/> is an absolute guest path of a legal length.</summary>
    public static bool IsGuestPath(string path) =>
        path.StartsWith('/') && path.Length <= MaxPathLength && !HasNul(path);

    private static void CheckPath(Dictionary<string, string[]> errors, string member, string? path)
    {
        if (path is not null && !IsGuestPath(path))
            errors[member] = [$"Must be an absolute guest path of at most {MaxPathLength} characters."];
    }

    private static void CheckEnv(Dictionary<string, string[]> errors, IReadOnlyDictionary<string, string>? env)
    {
        if (env is not null && env.Any(e => e.Key.Length == 0 || e.Key.Contains('=') || HasNul(e.Key) || HasNul(e.Value)))
            errors["env"] = ["Names must not be empty nor contain '='; neither names nor values may contain U+0000."];
    }

    private static void CheckFiles(Dictionary<string, string[]> errors, IReadOnlyDictionary<string, FileContent>? files)
    {
        var wrong = files?.Keys.FirstOrDefault(path => !IsGuestPath(path) || path.EndsWith('/'));
        if (wrong is not null)
            errors["files"] = [$"'{wrong}' is not an absolute guest path of a file."];
    }

    private static void CheckInputs(Dictionary<string, string[]> errors, RunRequest request)
    {
        var wrong = request.Inputs?.Keys.FirstOrDefault(name => !IsIdentifier(name));
        if (wrong is not null)
            errors["inputs"] = [$"'{wrong}' is not an identifier."];
    }

    private static void CheckPolicy(Dictionary<string, string[]> errors, string? policy, bool inline)
    {
        if (policy is not null && inline)
            errors["policy"] = ["Give either a policy's name or inline permissions, not both."];
        else if (policy is not null && !IsPolicyName(policy))
            errors["policy"] = ["Not a policy name: lower case letters, digits, '-', '_' and '.', at most 64."];
    }

    private static bool HasNul(string text) => text.Contains('\0');

    private static bool IsIdentifier(string name) =>
        name.Length is > 0 and <= 256
        && (char.IsLetter(name[0]) || name[0] is '_' or '$')
        && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$');
}
