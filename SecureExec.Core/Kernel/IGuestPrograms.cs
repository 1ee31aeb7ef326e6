namespace SecureExec.Kernel;

/// <summary>The programs of the machine, as whoever runs them sees them. A file is a program by its place: content that guests write never is one.</summary>
internal interface IGuestPrograms
{
    /// <summary>Names of the programs in <see cref="BaseSystem.ProgramDirectory"/>.</summary>
    IReadOnlyCollection<string> Commands => [];

    /// <summary>Whether the file at a canonical path is a program.</summary>
    bool Has(string path);

    /// <summary>Runs it in a process that was made for it; returns when it is on its way. Its end, <see cref="GuestProcess.Exit"/> included, is told by whoever runs it.
    /// Called on the thread of the parent, under no lock.</summary>
    /// <param name="process">The new process, with its descriptors.</param>
    /// <param name="program">What to run.</param>
    void Start(GuestProcess process, Executable program);
}
