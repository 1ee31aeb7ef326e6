using SecureExec.Sessions;
using SecureExec.Sidecar.Programs;
using SecureExec.Sidecar.Shell;

namespace SecureExec.Sidecar.Tests.Documents;

/// <summary>The names that collections of host functions may not have are those of the commands that there are.</summary>
public sealed class GuestCommandTests
{
    [Fact]
    public void Names_OfProgramsAndBuiltins_AreAllThere() =>
        Assert.Empty(NativePrograms.Names.Concat(ScriptPrograms.Names).Concat(ShellBuiltins.Names).Append("node").Append("env").Except(GuestCommands.Names));
}
