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
        Usage: SecureExec.Sidecar run [options] FILE | - | -e CODE | -p CODE  [arguments]

        Behaves as `node FILE arguments` in a fresh virtual machine: standard input, output and
        error are passed through, and the exit code is the program's.

          FILE                     a file of this machine; it is copied into the working directory
          -                        the program is read from standard input
          -e, --eval CODE          run CODE, as node -e
          -p, --print CODE         run CODE and print its value, as node -p

        Options (before the program):
          --policy FILE            permission policy, as JSON
          --allow RULE, --deny RULE
                                   one more rule, stronger than those before it:
                                   SCOPE[.OPERATION][:PATTERN], for example fs.write:/data/** or network
          --mount HOST:GUEST[:rw]  show a directory of this machine, read-only unless :rw
          --node-modules DIR       show DIR as node_modules in the working directory, read-only
          --env NAME=VALUE         an environment variable (nothing of this machine's is passed)
          --cwd PATH               working directory in the machine; /workspace unless given
          --timeout TIME           end the program after TIME: 1.5 (seconds), 500ms, 2m
          --memory SIZE            V8 heap of a process: 64 (MiB), 1G
          --json                   print one JSON result instead of the program's output
          -n, --no-stdin           standard input is empty
          --worker PATH            directory or executable of the worker; this program unless given
          --help                   this text
          --version                the version

        Exit codes: the program's own; 124 when its time was over, 137 when it exceeded another
        limit, 130 when it was interrupted, 2 for a wrong command line, 125 for a fault of this machine.

        """;
}
