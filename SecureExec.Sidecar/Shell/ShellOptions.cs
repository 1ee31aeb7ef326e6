namespace SecureExec.Sidecar.Shell;

/// <summary>What <c>set</c> turns on.</summary>
[Flags]
internal enum ShellOptions
{
    None = 0,

    /// <summary><c>-a</c>: what is assigned is exported.</summary>
    AllExport = 1,

    /// <summary><c>-e</c>: a command that fails ends the shell.</summary>
    ErrExit = 2,

    /// <summary><c>-f</c>: no pathnames are made of patterns.</summary>
    NoGlob = 4,

    /// <summary><c>-n</c>: commands are read only.</summary>
    NoExec = 8,

    /// <summary><c>-u</c>: parameters that are not set are an error.</summary>
    NoUnset = 16,

    /// <summary><c>-x</c>: commands are shown.</summary>
    XTrace = 32,

    /// <summary><c>-C</c>: <c>&gt;</c> does not overwrite.</summary>
    NoClobber = 64,

    /// <summary><c>-o pipefail</c>.</summary>
    PipeFail = 128,

    /// <summary><c>-v</c>, <c>-b</c>, <c>-m</c>, <c>-h</c> and their like: accepted, of no effect.</summary>
    Accepted = 256,

    /// <summary><c>-i</c>, or standard input and error are a terminal: commands are asked for, and errors and SIGINT end a line only.</summary>
    Interactive = 512,
}
