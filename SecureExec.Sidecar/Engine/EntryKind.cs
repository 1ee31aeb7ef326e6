namespace SecureExec.Sidecar.Engine;

/// <summary>How a guest program begins.</summary>
internal enum EntryKind
{
    /// <summary><c>node FILE</c>: <c>argv[1]</c> is the file; its name decides module system and language.</summary>
    File,

    /// <summary><c>node -e CODE</c>: Node decides whether it is CommonJS or a module, JavaScript or TypeScript.</summary>
    Eval,

    /// <summary><c>node --input-type=module -e CODE</c>.</summary>
    EvalModule,

    /// <summary><c>node --input-type=commonjs -e CODE</c>.</summary>
    EvalCommonJs,

    /// <summary><c>node --input-type=module-typescript -e CODE</c>.</summary>
    EvalTypeScriptModule,

    /// <summary><c>node --input-type=commonjs-typescript -e CODE</c>.</summary>
    EvalTypeScriptCommonJs,

    /// <summary><c>node -p CODE</c>: evaluates as <see cref="Eval"/> and prints the value.</summary>
    Print,

    /// <summary><c>node</c> or <c>node -</c>: the program is standard input.</summary>
    StandardInput,

    /// <summary><c>node</c> at a terminal, or <c>node -i</c>: Node's REPL.</summary>
    Repl,

    /// <summary><c>node --check FILE</c>: parses the file and runs nothing.</summary>
    Check,

    /// <summary>No program of its own: it stays and answers calls.</summary>
    Resident,

    /// <summary>A thread of <c>worker_threads</c>: what it runs comes by its port.</summary>
    Worker,
}
