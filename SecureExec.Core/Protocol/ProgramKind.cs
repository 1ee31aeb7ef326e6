namespace SecureExec.Protocol;

/// <summary>What a guest process runs.</summary>
internal enum ProgramKind : byte
{
    /// <summary>The file named by the first argument, as <c>node FILE</c> does.</summary>
    File = 0,

    /// <summary>Source text as <c>node -e</c> takes it: Node finds out its language and format.</summary>
    Eval = 1,

    /// <summary>As <see cref="Eval"/>, printing the value: <c>node -p</c>.</summary>
    Print = 2,

    /// <summary>Source text as an ES module.</summary>
    Module = 3,

    /// <summary>Source text as a CommonJS module.</summary>
    CommonJs = 4,

    /// <summary>TypeScript source text as an ES module.</summary>
    TypeScriptModule = 5,

    /// <summary>TypeScript source text as a CommonJS module.</summary>
    TypeScriptCommonJs = 6,

    /// <summary>The command named by the first argument, with the others; the worker finds it in the VM.</summary>
    Command = 7,

    /// <summary>The program is read from standard input: <c>node -</c>.</summary>
    StandardInput = 8,

    /// <summary>The file named by the first argument is parsed, not run: <c>node --check</c>.</summary>
    Check = 9,

    /// <summary>No program: the process stays and answers <see cref="CallMessage"/>.</summary>
    Resident = 10,

    /// <summary>Node's own REPL on standard input: <c>node</c> at a terminal, <c>node -i</c>.</summary>
    Repl = 11,
}
