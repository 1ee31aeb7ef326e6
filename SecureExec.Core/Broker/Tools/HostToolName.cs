using System.Diagnostics.CodeAnalysis;
using SecureExec.Sessions;

namespace SecureExec.Broker.Tools;

/// <summary>Names of host functions: <c>function</c>, or <c>collection/function</c>, whose collection becomes a global and a command of the guest.</summary>
internal static class HostToolName
{
    private const string Rule = "it must be one name, or two with a '/' between, of letters, digits, '_' and '-' that begin with a letter";

    /// <summary>Checks a name and takes its collection off; null for a name without one.</summary>
    internal static bool TrySplit(string name, out string? collection, [NotNullWhen(false)] out string? problem)
    {
        collection = null;
        problem = null;
        string[] parts = name.Split('/');
        if (parts.Length > 2 || !parts.All(IsWord)) problem = $"{Rule}, each of at most {HostFunctionLimits.MaxNameLength} characters.";
        if (problem is not null || parts.Length == 1) return problem is null;
        collection = parts[0];
        if (collection.Contains('-', StringComparison.Ordinal)) problem = $"its collection '{collection}' becomes a global of the guest and so must not have a '-'.";
        else if (GuestGlobals.Names.Contains(collection) || NodeBuiltins.Names.Contains(collection)) problem = $"its collection '{collection}' becomes a global of the guest, which has one of that name already.";
        else if (GuestCommands.Names.Contains(collection)) problem = $"its collection '{collection}' becomes a command of the guest, which has one of that name already.";
        return problem is null;
    }

    private static bool IsWord(string part) => part.Length is > 0 and <= HostFunctionLimits.MaxNameLength && char.IsAsciiLetter(part[0])
        && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
