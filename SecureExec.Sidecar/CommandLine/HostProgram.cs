namespace SecureExec.Sidecar.CommandLine;

/// <summary>The program file of a run: where it lies in the machine, and the mount that shows it there.</summary>
/// <param name="GuestPath">Its path in the machine.</param>
/// <param name="Mount">Its folder at the working directory, read-only; null: a mount of the command line shows it already.</param>
internal sealed record HostProgram(string GuestPath, HostMount? Mount)
{
    /// <summary>Finds the file's place. Whether it exists is node's to say; its folder must.</summary>
    /// <exception cref="CommandLineException">The folder does not exist, or another mount covers the working directory.</exception>
    internal static HostProgram Find(RunArguments arguments)
    {
        string path = Resolve(Path.GetFullPath(arguments.Program));
        string cwd = arguments.Cwd.Length > 1 ? arguments.Cwd.TrimEnd('/') : arguments.Cwd;
        foreach (HostMount mount in arguments.Mounts)
        {
            if (mount.GuestPath.TrimEnd('/') != cwd) continue;
            string inside = Path.GetRelativePath(Resolve(Path.GetFullPath(mount.HostPath)), path);
            if (inside.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(inside))
            {
                throw new CommandLineException($"{cwd} shows {mount.HostPath}, which does not hold the program {arguments.Program}.");
            }
            return new HostProgram($"{cwd}/{inside}", null);
        }
        string folder = Path.GetDirectoryName(path) ?? "/";
        if (!Directory.Exists(folder)) throw new CommandLineException($"There is no folder {folder}.");
        return new HostProgram($"{cwd}/{Path.GetFileName(path)}", new HostMount(folder, cwd));
    }

    // A link's own folder need not hold what it points to.
    private static string Resolve(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            return path;
        }
    }
}
