using SecureExec.Kernel;

namespace SecureExec.Sidecar.Programs;

/// <summary>The programs of the machine that are no JavaScript, by name. Their places are <see cref="BaseSystem.ProgramDirectory"/> and <see cref="BaseSystem.EnvPath"/>.</summary>
internal static class NativePrograms
{
    private static readonly Dictionary<string, NativeMain> s_all = new(StringComparer.Ordinal)
    {
        ["["] = TestProgram.Run,
        ["basename"] = SystemPrograms.BaseName,
        ["bash"] = ShellProgram.Run,
        ["cat"] = StreamPrograms.Cat,
        ["chmod"] = FilePrograms.Chmod,
        ["cp"] = CopyPrograms.Cp,
        ["cut"] = LinePrograms.Cut,
        ["date"] = SystemPrograms.Date,
        ["dirname"] = SystemPrograms.DirName,
        ["echo"] = EchoProgram.Run,
        ["egrep"] = GrepProgram.Run,
        ["false"] = _ => 1,
        ["fgrep"] = GrepProgram.Run,
        ["grep"] = GrepProgram.Run,
        ["head"] = StreamPrograms.Head,
        ["hostname"] = SystemPrograms.HostName,
        ["id"] = SystemPrograms.Id,
        ["kill"] = KillProgram.Run,
        ["ln"] = FilePrograms.Ln,
        ["ls"] = ListProgram.Run,
        ["mkdir"] = FilePrograms.Mkdir,
        ["mkfifo"] = FilePrograms.Mkfifo,
        ["mktemp"] = FilePrograms.MkTemp,
        ["mv"] = CopyPrograms.Mv,
        ["nohup"] = ChildCommands.NoHup,
        ["printenv"] = SystemPrograms.PrintEnv,
        ["printf"] = PrintfProgram.Run,
        ["ps"] = ProcessListProgram.Run,
        ["pwd"] = SystemPrograms.Pwd,
        ["readlink"] = FilePrograms.ReadLink,
        ["realpath"] = FilePrograms.RealPath,
        ["rm"] = FilePrograms.Rm,
        ["rmdir"] = FilePrograms.Rmdir,
        ["seq"] = SystemPrograms.Seq,
        ["sh"] = ShellProgram.Run,
        ["sleep"] = SystemPrograms.Sleep,
        ["sort"] = LinePrograms.Sort,
        ["stat"] = StatProgram.Run,
        ["stty"] = TerminalPrograms.Stty,
        ["tail"] = StreamPrograms.Tail,
        ["tee"] = StreamPrograms.Tee,
        ["test"] = TestProgram.Run,
        ["time"] = ChildCommands.Time,
        ["timeout"] = ChildCommands.Timeout,
        ["touch"] = FilePrograms.Touch,
        ["tr"] = LinePrograms.Tr,
        ["true"] = _ => 0,
        ["tty"] = TerminalPrograms.Tty,
        ["uname"] = SystemPrograms.Uname,
        ["uniq"] = LinePrograms.Uniq,
        ["wc"] = StreamPrograms.Wc,
        ["which"] = SystemPrograms.Which,
        ["whoami"] = SystemPrograms.WhoAmI,
        ["xargs"] = ChildCommands.XArgs,
        ["yes"] = StreamPrograms.Yes,
    };

    private static readonly Dictionary<string, NativeMain> s_byPath = s_all
        .Select(program => KeyValuePair.Create($"{BaseSystem.ProgramDirectory}/{program.Key}", program.Value))
        .Append(KeyValuePair.Create(BaseSystem.EnvPath, (NativeMain)SystemPrograms.PrintEnv))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>Names in <see cref="BaseSystem.ProgramDirectory"/>.</summary>
    public static IReadOnlyCollection<string> Names => s_all.Keys;

    /// <summary>The program at a canonical path; null for none.</summary>
    public static NativeMain? Find(string path) => s_byPath.GetValueOrDefault(path);
}
