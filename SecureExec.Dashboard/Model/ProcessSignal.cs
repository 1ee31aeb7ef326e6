namespace SecureExec.Dashboard.Model;

/// <summary>A signal for a guest process.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Name">The signal, for example <c>SIGTERM</c>.</param>
public sealed record ProcessSignal(int Pid, string Name);
