using SecureExec.Sidecar.Worker;

namespace SecureExec.AttackWorker;

/// <summary>
/// The worker as the product builds it, started as the product starts it, with an engine that tries system calls when a program asks for it.
/// The role runs on a second thread, so that the process's first one can attack, too.
/// </summary>
internal static class Program
{
    private const int RoleStackBytes = 8 << 20;

    private static int Main(string[] args)
    {
        if (args is not ["worker"]) return 2;
        var first = new AttackThread();
        var role = new Thread(() => WorkerHost.Run(() => new AttackEngine(EngineLoader.Load(), first)), RoleStackBytes);
        role.Start();
        first.Serve();
        return 0;
    }
}
