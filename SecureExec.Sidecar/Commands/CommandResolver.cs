using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Protocol;

namespace SecureExec.Sidecar.Commands;

/// <summary>Finds what a command of the virtual machine is, as <c>execvp</c> does: <c>node</c>, or a script whose first line names it. Made from the guest's files at the moment of the call.</summary>
internal sealed class CommandResolver(VirtualKernel kernel, string cwd, IReadOnlyDictionary<string, string> env)
{
    private const int BadOption = 9;
    private const int NotExecutable = 126;
    private const int NotFound = 127;
    private const int ShebangBytes = 256;
    private const int ExecuteBits = 0x49;
    private const string EnvPath = "/usr/bin/env";

    /// <summary>The program that a command (its name and arguments are <see cref="ProgramConfig.Args"/>) stands for, or why there is none.</summary>
    internal (ProgramConfig? Program, CommandFailure? Failure) Resolve(ProgramConfig program)
    {
        string command = program.Args[0];
        IReadOnlyList<string> args = [.. program.Args.Skip(1)];
        if (Find(command).IsError(out string? path, out Errno error)) return (null, Missing(command, error));
        if (path != BaseSystem.NodePath)
        {
            if (Interpreter(path).IsError(out IReadOnlyList<string>? prefix, out error)) return (null, Missing(command, error));
            args = [.. prefix, Absolute(command.Contains('/', StringComparison.Ordinal) ? command : path), .. args];
        }
        (ProgramConfig? node, string? complaint) = NodeCommandLine.Parse(args, program);
        return complaint is null ? (node, null) : (null, new CommandFailure(BadOption, $"node: {complaint}\n", null));
    }

    private static CommandFailure Missing(string command, Errno error) =>
        new(error == Errno.ENOENT ? NotFound : NotExecutable, "", new RunError("Error", $"spawn {command} {error}", null, error.ToString()));

    /// <summary>The real path of an executable file. ENOENT, EACCES.</summary>
    private SysResult<string> Find(string command)
    {
        if (command.Contains('/', StringComparison.Ordinal)) return Executable(Absolute(command));
        Errno error = Errno.ENOENT;
        foreach (string directory in env.GetValueOrDefault("PATH", "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            SysResult<string> found = Executable(Absolute($"{directory}/{command}"));
            if (found.Ok) return found;
            if (found.Error == Errno.EACCES) error = Errno.EACCES;
        }
        return error;
    }

    private SysResult<string> Executable(string path)
    {
        if (kernel.Host.Stat(path).IsError(out FileStat stat, out Errno error)) return error == Errno.ENOTDIR ? Errno.ENOENT : error;
        return !stat.IsRegular || (stat.Mode & ExecuteBits) == 0 ? Errno.EACCES : kernel.Host.RealPath(path);
    }

    /// <summary>Node's arguments before the script, when its first line names node; ENOEXEC otherwise.</summary>
    private SysResult<IReadOnlyList<string>> Interpreter(string path)
    {
        var buffer = new byte[ShebangBytes];
        if (kernel.Host.ReadRange(path, 0, buffer).IsError(out int read, out Errno error)) return error;
        string text = Encoding.UTF8.GetString(buffer, 0, read);
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        if (!text.StartsWith("#!", StringComparison.Ordinal) || (end < 0 && read == ShebangBytes)) return Errno.ENOEXEC;
        // Linux gives all that follows the interpreter as one argument; env splits it after -S.
        string[] parts = (end < 0 ? text : text[..end])[2..].Trim().Split([' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0) return Errno.ENOEXEC;
        string interpreter = parts[0];
        IReadOnlyList<string> rest = parts.Length > 1 ? [parts[1]] : [];
        if (interpreter == EnvPath && rest is [var line])
        {
            string[] words = line.StartsWith("-S", StringComparison.Ordinal) ? line[2..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) : [line];
            if (words.Length == 0) return Errno.ENOEXEC;
            (interpreter, rest) = (words[0], words[1..]);
        }
        if (Find(interpreter).IsError(out string? real, out error)) return error;
        return real == BaseSystem.NodePath ? SysResult.From(rest) : Errno.ENOEXEC;
    }

    private string Absolute(string path) => path.StartsWith('/') ? path : $"{cwd.TrimEnd('/')}/{path}";
}
