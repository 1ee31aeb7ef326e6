using System.Collections.Frozen;

namespace SecureExec.Sessions;

/// <summary>Names that mean a command to a shell of the machine already: programs, what is built into the shell, its reserved words; a test compares them with the worker's own lists.</summary>
internal static class GuestCommands
{
    internal static FrozenSet<string> Names { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        [
            ".", ":", "[", "[[", "awk", "base64", "basename", "bash", "bg", "break", "builtin", "case", "cat", "cd", "chmod", "column", "comm", "command", "continue",
            "cp", "cut", "date", "declare", "diff", "dirname", "do", "done", "du", "echo", "egrep", "elif", "else", "env", "esac", "eval", "exec", "exit",
            "expand", "export", "expr", "false", "fg", "fgrep", "fi", "file", "find", "fold", "for", "function", "getopts", "grep", "gunzip", "gzip", "hash", "head",
            "hostname", "id", "if", "in", "jobs", "join", "jq", "kill", "let", "ln", "local", "ls", "md5sum", "mkdir", "mkfifo", "mktemp", "mv", "nl", "node", "nohup",
            "od", "paste", "printenv", "printf", "ps", "pwd", "read", "readlink", "readonly", "realpath", "return", "rev", "rm", "rmdir", "sed", "select", "seq",
            "set", "sh", "sha1sum", "sha256sum", "shift", "shopt", "sleep", "sort", "source", "split", "stat", "strings", "stty", "tac", "tail", "tar", "tee",
            "test", "then", "time", "timeout", "times", "touch", "tr", "trap", "tree", "true", "tty", "type", "typeset", "ulimit", "umask", "uname",
            "unexpand", "uniq", "unset", "until", "wait", "wc", "which", "while", "whoami", "xargs", "yes", "yq", "zcat",
        ]);
}
