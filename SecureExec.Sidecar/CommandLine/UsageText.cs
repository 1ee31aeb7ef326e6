namespace SecureExec.Sidecar.CommandLine;

/// <summary>Help of the command line.</summary>
internal static class UsageText
{
    internal const string Roles = """
        SecureExec.Sidecar ROLE

        Roles:
          run     run a program in a fresh virtual machine (see: run --help)
          pool    serve virtual machines over HTTP
          worker  hold one virtual machine; started by the other two

        """;

    internal const string Run = """
        Usage: SecureExec.Sidecar run [options] FILE [arguments]
               SecureExec.Sidecar run [options] -e CODE | -p CODE | - [arguments]
               SecureExec.Sidecar run [options] --command NAME [arguments]

        Runs a program as `node FILE arguments` would, in a fresh virtual machine. Standard input,
        output and error, signals and the exit code pass through. Nothing else of this computer is
        there: its files, environment and network only as far as the options say.

          FILE                     JavaScript or TypeScript; its folder is shown, read-only, as the
                                   working directory
          -e, --eval CODE          run CODE
          -p, --print CODE         run CODE and print its value
          -                        the program is read from standard input, also when there is none
                                   of the others and standard input is no terminal; at a terminal,
                                   and with -i, node's REPL begins
          --ts                     the code of -e, -p or - is TypeScript
          --command NAME [arguments]
                                   run a command of the machine: sh, node, cat, grep, ...; all behind
                                   NAME is its own

        The machine:
          --mount HOST:GUEST[:rw]  show a folder of this computer at GUEST, read-only unless :rw;
                                   .:/workspace:rw makes the working directory writable
          --node-modules DIR       show DIR as node_modules in the working directory, read-only
          --module-resolution MODE what import and require may name: node (all), relative (paths of
                                   files: no packages, no built-in modules) or none
          --env NAME=VALUE         an environment variable; TZ sets the time zone, which is UTC
          --cwd PATH               the working directory's name; /workspace unless given

        What the program may do:
          --allow SCOPE[.OPERATION][=PATTERN,...]
          --deny  SCOPE[.OPERATION][=PATTERN,...]
                                   one more rule, stronger than those before it. Without them all
                                   is allowed inside the machine and nothing reaches out of it.
                                     fs            read write stat readdir create_dir rm rename
                                                   symlink readlink chmod truncate; paths
                                     env           read write; names
                                     network       fetch http dns listen; tcp://HOST:PORT
                                     childProcess  spawn; commands
                                     process       inspect signal; process://PID
                                     tool          invoke; names
                                   * matches within a name, ** across slashes: --deny fs.write
                                   --allow fs.write=/tmp/**,/workspace/out/* --deny env=SECRET_*
          --policy FILE            a policy as JSON, before those rules:
                                   { "fs": { "default": "deny", "rules": [ { "mode": "allow",
                                     "operations": ["read"], "paths": ["/workspace/**"] } ] } }

        Its limits:
          --timeout TIME           end the program after TIME: 1.5 (seconds), 500ms, 2m
          --memory SIZE            V8 heap: 64 (MiB), 1G; 128 unless given

        The command:
          --require-lockdown       refuse to run unless the operating system locks the worker down in
                                   full: a kernel with Landlock, and a worker of native code
          --json                   print one JSON object at the end instead of the output: outcome,
                                   value (of __return(value)), error, exitCode, stdout, stderr, usage
          -n, --no-stdin           standard input is empty
          --terminal, --no-terminal
                                   give the program this terminal, or plain streams; unless given,
                                   it gets the terminal when input, output and errors all are one
          --worker PATH            folder or executable of the worker; this program unless given
          --help, --version        this text; the version

        Node's own options stand where these do and hold as in node, among them --conditions,
        --import, --require, --input-type, --check, --no-warnings, --trace-warnings,
        --unhandled-rejections, --stack-trace-limit, --expose-gc, --enable-source-maps,
        --experimental-vm-modules, --test with --test-isolation=none, --test-reporter. One that
        cannot hold here is refused.

        Exit codes: the program's own; 128 + N when signal N ended it; 124 when its time was over,
        137 when it exceeded another limit; 9 for a wrong command line; 125 for a fault of this
        computer.

        Examples:
          SecureExec.Sidecar run app.ts --verbose
          SecureExec.Sidecar run --mount .:/workspace --command sh
          SecureExec.Sidecar run --mount ./data:/data --deny fs.write=/data/** report.mjs
          echo 'console.log(await 42)' | SecureExec.Sidecar run --timeout 1 --memory 64 -

        """;
}
