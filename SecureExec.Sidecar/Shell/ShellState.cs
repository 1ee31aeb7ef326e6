namespace SecureExec.Sidecar.Shell;

/// <summary>A variable; the value is null while it is only declared.</summary>
internal sealed record ShellVariable(string? Value, bool Exported = false, bool ReadOnly = false);

/// <summary>What a shell knows and a subshell gets a copy of. Bounded: names and values together take <see cref="MaxBytes"/> at most.</summary>
internal sealed class ShellState
{
    private readonly Dictionary<string, ShellVariable> _variables;
    private long _bytes;

    /// <param name="maxBytes">Bytes of variables, and of what one command substitution gives.</param>
    public ShellState(long maxBytes)
    {
        MaxBytes = maxBytes;
        _variables = new(StringComparer.Ordinal);
        Functions = new(StringComparer.Ordinal);
        Traps = new(StringComparer.Ordinal);
    }

    private ShellState(ShellState parent)
    {
        MaxBytes = parent.MaxBytes;
        _variables = new(parent._variables, StringComparer.Ordinal);
        _bytes = parent._bytes;
        Functions = new(parent.Functions, StringComparer.Ordinal);
        // What is ignored stays so; what was caught has its default again.
        Traps = parent.Traps.Where(trap => trap.Value.Length == 0).ToDictionary(StringComparer.Ordinal);
        Options = parent.Options & ~ShellOptions.Interactive;
        Positional = parent.Positional;
        Name = parent.Name;
        Pid = parent.Pid;
        Status = parent.Status;
        Background = parent.Background;
        Line = parent.Line;
        IsBash = parent.IsBash;
    }

    /// <summary>See <see cref="ResourceLimits.MaxShellBytes"/>.</summary>
    public long MaxBytes { get; }

    public Dictionary<string, FunctionNode> Functions { get; }

    /// <summary>Actions by the name of their signal, without SIG; empty ones ignore it.</summary>
    public Dictionary<string, string> Traps { get; }

    public ShellOptions Options { get; set; }

    /// <summary><c>$1</c> and so on.</summary>
    public IReadOnlyList<string> Positional { get; set; } = [];

    /// <summary><c>$0</c>.</summary>
    public string Name { get; init; } = "sh";

    /// <summary><c>$$</c>: the first shell's, in subshells too.</summary>
    public int Pid { get; init; }

    /// <summary><c>$?</c>.</summary>
    public int Status { get; set; }

    /// <summary><c>$!</c>; 0 while there is none.</summary>
    public int Background { get; set; }

    /// <summary>The line of the command that runs.</summary>
    public int Line { get; set; } = 1;

    /// <summary>Called as bash: its extensions' messages and its echo.</summary>
    public bool IsBash { get; init; }

    /// <summary>A copy for a subshell.</summary>
    public ShellState Fork() => new(this);

    /// <summary>All variables.</summary>
    public IEnumerable<KeyValuePair<string, ShellVariable>> Variables => _variables;

    /// <summary>A variable, or null.</summary>
    public ShellVariable? Find(string name) => _variables.GetValueOrDefault(name);

    /// <summary>A variable's value, or null.</summary>
    public string? Get(string name) => _variables.GetValueOrDefault(name)?.Value;

    /// <summary>Sets a value; what is exported stays so.</summary>
    /// <exception cref="ShellErrorException">It is read-only, or there is no room.</exception>
    public void Set(string name, string value, bool export = false)
    {
        var old = _variables.GetValueOrDefault(name);
        if (old is { ReadOnly: true })
            throw new ShellErrorException(IsBash ? $"{name}: readonly variable" : $"{name}: is read only", IsBash ? 1 : 2);
        Put(name, new ShellVariable(value, export || old is { Exported: true } || (Options & ShellOptions.AllExport) != 0));
    }

    /// <summary>Sets a variable whatever it was; null removes it.</summary>
    public void Put(string name, ShellVariable? variable)
    {
        long bytes = _bytes - SizeOf(name, _variables.GetValueOrDefault(name)) + SizeOf(name, variable);
        Require(bytes);
        _bytes = bytes;
        if (variable is null)
            _variables.Remove(name);
        else
            _variables[name] = variable;
    }

    /// <summary>Removes a variable.</summary>
    public void Unset(string name)
    {
        if (_variables.GetValueOrDefault(name) is { ReadOnly: true })
            throw new ShellErrorException(IsBash ? $"unset: {name}: cannot unset: readonly variable" : $"unset: {name}: is read only");
        Put(name, null);
    }

    /// <summary>What a program is started with.</summary>
    public Dictionary<string, string> Environment() =>
        _variables.Where(v => v.Value is { Exported: true, Value: not null }).ToDictionary(v => v.Key, v => v.Value.Value!, StringComparer.Ordinal);

    /// <summary>Ends the shell when something would take more than it may.</summary>
    public void Require(long bytes)
    {
        if (bytes > MaxBytes)
            throw new ShellErrorException("Out of space");
    }

    private static long SizeOf(string name, ShellVariable? variable) => variable is null ? 0 : 64 + (sizeof(char) * (name.Length + (long)(variable.Value?.Length ?? 0)));
}
