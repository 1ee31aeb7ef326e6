using System.Text;
using SecureExec.Abi;
using SecureExec.Kernel.Vfs;
using FileMode = SecureExec.Abi.FileMode;

namespace SecureExec.Kernel;

/// <summary>What a fresh machine holds: directories, the files of <c>/etc</c>, devices, <c>/proc</c> and the environment.</summary>
internal static class BaseSystem
{
    /// <summary>Where processes start.</summary>
    public const string WorkDirectory = "/workspace";

    /// <summary>Where the guest sees the program that runs it.</summary>
    public const string NodePath = "/usr/local/bin/node";

    /// <summary>Where the machine's own commands are.</summary>
    public const string ProgramDirectory = "/bin";

    /// <summary>The shell.</summary>
    public const string ShellPath = "/bin/sh";

    /// <summary>What reading a program gives: no text, so that a copy is no script.</summary>
    public const string ProgramText = "This program is part of the virtual machine.\n\0";

    /// <summary><c>env</c>, which runs what follows.</summary>
    public const string EnvPath = "/usr/bin/env";

    /// <summary>What <c>os.release()</c> tells.</summary>
    public const string KernelRelease = "6.8.0-secureexec";

    private static readonly (string Path, int Mode)[] s_directories =
    [
        ("/bin", 0x1ED), ("/dev", 0x1ED), ("/etc", 0x1ED), ("/home", 0x1ED), ("/lib", 0x1ED), ("/media", 0x1ED), ("/mnt", 0x1ED),
        ("/opt", 0x1ED), ("/proc", 0x16D), ("/root", 0x1C0), ("/run", 0x1ED), ("/run/lock", 0x1ED), ("/sbin", 0x1ED), ("/srv", 0x1ED),
        ("/sys", 0x16D), ("/tmp", 0x3FF), ("/usr", 0x1ED), ("/usr/bin", 0x1ED), ("/usr/lib", 0x1ED), ("/usr/local", 0x1ED),
        ("/usr/local/bin", 0x1ED), ("/usr/local/lib", 0x1ED), ("/usr/local/sbin", 0x1ED), ("/usr/sbin", 0x1ED), ("/usr/share", 0x1ED),
        ("/var", 0x1ED), ("/var/cache", 0x1ED), ("/var/empty", 0x16D), ("/var/lib", 0x1ED), ("/var/local", 0x1ED), ("/var/log", 0x1ED),
        ("/var/mail", 0x1ED), ("/var/opt", 0x1ED), ("/var/spool", 0x1ED), ("/var/tmp", 0x3FF),
    ];

    /// <summary>Fills the file system and mounts <c>/dev</c> and <c>/proc</c>.</summary>
    public static void Build(VirtualKernel kernel, Caller host)
    {
        KernelConfig config = kernel.Config;
        HostFiles files = kernel.Host;
        host.Umask = FileMode.None;
        foreach ((string path, int mode) in s_directories)
        {
            Must(files.Mkdir(path, recursive: false, mode), path);
            Must(files.Chown(path, 0, 0), path);
        }

        string home = Home(config);
        Must(files.Mkdir(home, recursive: true, 0x1ED), home);
        Must(files.Chown(home, config.Uid, config.Gid), home);
        Must(files.Mkdir(WorkDirectory, recursive: false, 0x1ED), WorkDirectory);
        Must(files.Symlink("../run/lock", "/var/lock"), "/var/lock");
        Must(files.Symlink("../run", "/var/run"), "/var/run");
        WriteEtc(files, config, home);
        Put(files, EnvPath, "", 0x1ED);
        Put(files, NodePath, ProgramText, 0x1ED);
        foreach (string collection in HostCommands.Collections(config.HostToolNames))
        {
            Put(files, HostCommands.PathOf(collection), ProgramText, 0x1ED);
        }

        Must(kernel.Mounts.Mount(new DevFs(2, config.TimeProvider), "/dev", host), "/dev");
        Must(kernel.Mounts.Mount(new ProcFs(3, kernel), "/proc", host), "/proc");
        if (config.Programs?.Commands is { Count: > 0 } commands)
        {
            Must(kernel.Mounts.Mount(new ProgramFs(4, config.TimeProvider, commands), ProgramDirectory, host), ProgramDirectory);
        }

        host.Umask = (FileMode)0x12;
    }

    /// <summary>The home directory of guest processes.</summary>
    public static string Home(KernelConfig config) => config.Home ?? $"/home/{config.UserName}";

    /// <summary>The environment of processes that get none of their own.</summary>
    public static IReadOnlyDictionary<string, string> Environment(KernelConfig config)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CHARSET"] = "UTF-8",
            ["HOME"] = Home(config),
            ["HOSTNAME"] = config.HostName,
            ["LANG"] = "C.UTF-8",
            ["LC_COLLATE"] = "C",
            ["LOGNAME"] = config.UserName,
            ["PAGER"] = "less",
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["SHELL"] = "/bin/sh",
            ["USER"] = config.UserName,
        };
        foreach ((string name, string value) in config.Env)
        {
            values[name] = value;
        }

        return values;
    }

    /// <summary>The inode of <c>/dev/null</c>, for descriptors that nobody gave.</summary>
    public static DeviceInode NullDevice(VirtualKernel kernel) =>
        ((DevFs)kernel.Mounts.All.First(m => m.FileSystem is DevFs).FileSystem).Null;

    private static void WriteEtc(HostFiles files, KernelConfig config, string home)
    {
        string user = config.UserName;
        string root = config.Uid == 0 ? "" : "root:x:0:0:root:/root:/bin/sh\n";
        Put(files, "/etc/passwd", $"{root}{user}:x:{config.Uid}:{config.Gid}:{user}:{home}:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n");
        string group = config.Gid == 0 ? "" : $"{user}:x:{config.Gid}:\n";
        Put(files, "/etc/group", $"root:x:0:\ntty:x:5:\n{group}nobody:x:65534:\n");
        string secrets = config.Uid == 0 ? "" : $"{user}:!::0:::::\n";
        Put(files, "/etc/shadow", $"root:*::0:::::\n{secrets}nobody:!::0:::::\n", 0x1A0);
        Put(files, "/etc/hostname", $"{config.HostName}\n");
        Put(files, "/etc/hosts", $"127.0.0.1\tlocalhost {config.HostName}\n::1\tlocalhost ip6-localhost ip6-loopback\n");
        Put(files, "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n");
        Put(files, "/etc/resolv.conf", "");
        Put(files, "/etc/shells", "/bin/sh\n");
        Put(files, "/etc/profile", "export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n");
        Put(files, "/usr/lib/os-release", "NAME=\"SecureExec Linux\"\nID=secureexec\nPRETTY_NAME=\"SecureExec Linux\"\nVERSION_ID=0.1\n");
        Must(files.Symlink("../usr/lib/os-release", "/etc/os-release"), "/etc/os-release");
    }

    private static void Put(HostFiles files, string path, string text, int mode = 0x1A4)
    {
        Must(files.WriteFile(path, Encoding.UTF8.GetBytes(text), mode), path);
        Must(files.Chown(path, 0, 0), path);
        Must(files.Chmod(path, mode), path);
    }

    private static void Must(SysResult<Unit> result, string path)
    {
        if (!result.Ok)
        {
            throw new ArgumentException($"The limits leave no room for the base system: {path} answers {result.Error}.");
        }
    }
}
