using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel.Vfs;
using SecureExec.Permissions;

namespace SecureExec.Kernel;

/// <summary>
/// Finds the program behind a file, as <c>execvp(3)</c> and <c>execve(2)</c> do: by PATH, through the first line of scripts. Every file on the way is judged by
/// the policy (childProcess, operation <c>spawn</c>) by its canonical path, its last name and the name it was asked for.
/// </summary>
internal static class ExecPath
{
    private const int LineBytes = 256;
    private const int MaxInterpreters = 5;
    private const string DefaultPath = "/bin:/usr/bin";

    /// <summary>ENOENT, EACCES (policy, mode, no regular file), ENOEXEC, ELOOP, E2BIG.</summary>
    /// <param name="kernel">The machine.</param>
    /// <param name="child">Who is going to run it: its directory, user and environment count.</param>
    /// <param name="judged">Whose deed it is to the policy.</param>
    /// <param name="file">Path or name.</param>
    /// <param name="argv">Its command line.</param>
    /// <param name="byName">As <c>execvp</c>: a name is looked for by PATH, and a text without a first line for it is a script of the shell. False: as <c>execve</c>.</param>
    public static SysResult<Executable> Resolve(VirtualKernel kernel, Caller child, Caller judged, string file, IReadOnlyList<string> argv, bool byName = true)
    {
        for (int depth = 0; depth <= MaxInterpreters; depth++)
        {
            if (Find(kernel, child, file, byName).IsError(out Found found, out Errno errno))
            {
                return Judge(kernel, judged, file, file) != Errno.Success ? Errno.EACCES : errno;
            }

            errno = Judge(kernel, judged, file, found.Path);
            if (errno != Errno.Success)
            {
                return errno;
            }

            if (found.Path == BaseSystem.EnvPath && (argv.Count > 1 || kernel.Config.Programs?.Has(found.Path) != true))
            {
                if (EnvCommand(child, argv).IsError(out string[]? command, out errno))
                {
                    return errno;
                }

                // Without a command it prints the environment that it was to make.
                (file, argv) = command.Length == 0 ? (file, argv.Take(1).ToArray()) : (command[0], command);
                byName = true;
                continue;
            }

            if (kernel.Config.Programs?.Has(found.Path) == true)
            {
                return new Executable(found.Path, argv);
            }

            if (Interpreter(found.Inode).IsError(out string[]? interpreter, out errno))
            {
                if (errno != Errno.ENOEXEC || !byName || kernel.Config.Programs?.Has(BaseSystem.ShellPath) != true || !IsText(found.Inode))
                {
                    return errno;
                }

                interpreter = [BaseSystem.ShellPath];
            }

            // The script's own name stands where its command line had its first word.
            (file, argv) = (interpreter[0], [.. interpreter, found.Given, .. argv.Skip(1)]);
        }

        return Errno.ELOOP;
    }

    private static Errno Judge(VirtualKernel kernel, Caller judged, string file, string path)
    {
        string[] names = [.. new[] { path[(path.LastIndexOf('/') + 1)..], path, file }.Distinct()];
        if (judged.IsHost || kernel.Policy.AllowsAny(PermissionScope.ChildProcess, ["spawn"], names))
        {
            return Errno.Success;
        }

        judged.NoteDenied(PermissionScope.ChildProcess, "spawn", path);
        return Errno.EACCES;
    }

    private static SysResult<Found> Find(VirtualKernel kernel, Caller child, string file, bool byName)
    {
        if (file.Length == 0)
        {
            return Errno.ENOENT;
        }

        if (!byName || file.Contains('/', StringComparison.Ordinal))
        {
            return At(kernel, child, file);
        }

        Errno error = Errno.ENOENT;
        foreach (string directory in (child.Thread?.Environment.Get("PATH") ?? DefaultPath).Split(':'))
        {
            SysResult<Found> found = At(kernel, child, directory.Length == 0 ? $"./{file}" : $"{directory}/{file}");
            if (found.Ok)
            {
                return found;
            }

            if (found.Error == Errno.EACCES)
            {
                error = Errno.EACCES;
            }
            else if (found.Error is not (Errno.ENOENT or Errno.ENOTDIR))
            {
                return found.Error;
            }
        }

        return error;
    }

    private static SysResult<Found> At(VirtualKernel kernel, Caller child, string path)
    {
        if (PathResolver.Existing(kernel, child, path, WalkOptions.Follow, FsAccess.Stat, keepPath: true).IsError(out CheckedDentry? granted, out Errno errno))
        {
            return errno;
        }

        if (granted.Inode is not FileInode file || granted.Path is null)
        {
            return Errno.EACCES;
        }

        errno = VfsAccess.Check(file, child, AccessMode.X_OK);
        return errno != Errno.Success ? errno : new Found(path, granted.Path, file);
    }

    // The interpreter and, as in Linux, all that follows it as one argument.
    private static SysResult<string[]> Interpreter(FileInode file)
    {
        var buffer = new byte[LineBytes];
        if (file.ReadAt(0, buffer).IsError(out int read, out Errno errno))
        {
            return errno;
        }

        string text = Encoding.UTF8.GetString(buffer, 0, read);
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        if (!text.StartsWith("#!", StringComparison.Ordinal) || (end < 0 && read == LineBytes))
        {
            return Errno.ENOEXEC;
        }

        string[] parts = (end < 0 ? text : text[..end])[2..].Trim().Split([' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 0 || parts.Any(part => part.Contains('\0', StringComparison.Ordinal)) ? Errno.ENOEXEC : parts;
    }

    private static bool IsText(FileInode file)
    {
        var buffer = new byte[LineBytes];
        return !file.ReadAt(0, buffer).IsError(out int read, out _) && !buffer.AsSpan(0, read).Contains((byte)0) && !buffer.AsSpan(0, read).StartsWith("#!"u8);
    }

    // env(1) with a command: -S, -i, -u NAME, NAME=VALUE.
    private static SysResult<string[]> EnvCommand(Caller child, IReadOnlyList<string> argv)
    {
        ProcessEnvironment? environment = child.Thread?.Environment;
        var words = new LinkedList<string>(argv.Skip(1));
        while (words.First is { } first && environment is not null)
        {
            string word = first.Value;
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            words.RemoveFirst();
            if (word.StartsWith("-S", StringComparison.Ordinal))
            {
                foreach (string part in word[2..].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Reverse())
                {
                    words.AddFirst(part);
                }
            }
            else if (word is "-i" or "-")
            {
                environment.Clear();
            }
            else if (word is "-u" && words.First is { } name)
            {
                environment.Unset(name.Value);
                words.RemoveFirst();
            }
            else if (equals > 0)
            {
                if (environment.Set(word[..equals], word[(equals + 1)..]) != Errno.Success)
                {
                    return Errno.E2BIG;
                }
            }
            else if (word is not "--")
            {
                return word[0] == '-' ? Errno.EINVAL : SysResult.From<string[]>([word, .. words]);
            }
        }

        return argv.Count > 1 ? Array.Empty<string>() : Errno.ENOEXEC;
    }

    private readonly record struct Found(string Given, string Path, FileInode Inode);
}
