namespace SecureExec;

/// <summary>Options of one run. What is null or empty is the runtime's or Node's default.</summary>
public sealed record RunOptions
{
    /// <summary>Variables added to the runtime's environment for this process.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>Absolute guest path of the working directory; the runtime's when null.</summary>
    public string? Cwd { get; init; }

    /// <summary>Standard input; at its end from the start when null.</summary>
    public StandardInput? Stdin { get; init; }

    /// <summary>
    /// Gives the process a terminal of this size in place of its three streams: it sees a TTY and leads a session that the terminal controls. What it shows comes as standard
    /// output, standard error included. What is written to its input is typed: lines are edited and echoed, and characters such as Ctrl-C (0x03) send signals, as the program has set the
    /// terminal. The end of the input types Ctrl-D. <c>TERM</c> is <c>xterm-256color</c> unless given. Null leaves plain streams.
    /// </summary>
    public TerminalSize? Terminal { get; init; }

    /// <summary>Wall-clock time after which the process is ended with outcome <see cref="RunOutcome.TimedOut"/>. Null leaves only the runtime's limits.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Arguments: <c>process.argv.slice(2)</c>.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Absolute guest path: the code is written to this file of the VM and run from there, so that stack traces name it and imports start from it. As in Node, the extension says language and format; <see cref="Language"/> and <see cref="Format"/> must not contradict it.</summary>
    public string? FileName { get; init; }

    /// <summary>Language of the code; null takes it from <see cref="FileName"/>, else JavaScript.</summary>
    public SourceLanguage? Language { get; init; }

    /// <summary>How the code is loaded; null takes it from <see cref="FileName"/>, else an ES module.</summary>
    public SourceFormat? Format { get; init; }

    /// <summary>Values the program sees as global constants, by name; each is JSON text.</summary>
    public IReadOnlyDictionary<string, string>? Inputs { get; init; }

    /// <summary>Called with each piece of standard output, in order, from one thread at a time; the memory is valid only during the call. While it does not return the guest's writes wait. The text is still in the result.</summary>
    public Action<ReadOnlyMemory<byte>>? OnStdout { get; init; }

    /// <summary>As <see cref="OnStdout"/>, for standard error.</summary>
    public Action<ReadOnlyMemory<byte>>? OnStderr { get; init; }

    /// <summary>Whether the result carries the output. False saves the memory when the callbacks take it.</summary>
    public bool CaptureOutput { get; init; } = true;

    /// <summary>For a process that is started and held: its output is kept for <see cref="SpawnedProcess.ReadOutputAsync"/>, up to the limit <c>capturedOutputLimitBytes</c>, beyond which the oldest goes, and the guest never waits for a reader. Its streams are then at their end.</summary>
    public bool RetainOutput { get; init; }

    /// <summary>Whether the program has <c>__return</c>.</summary>
    internal bool WantsValue { get; init; } = true;

    /// <summary>Told the process id in the VM once the process exists. Called on the channel's thread: must not block.</summary>
    internal Action<int>? OnStarted { get; init; }
}
