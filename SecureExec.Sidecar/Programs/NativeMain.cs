namespace SecureExec.Sidecar.Programs;

/// <summary>A program of the machine that is no JavaScript: it acts by system calls alone.</summary>
/// <returns>The exit code.</returns>
internal delegate int NativeMain(NativeContext context);
