using SecureExec.Protocol;
using SecureExec.Sidecar.CommandLine;

namespace SecureExec.Sidecar.Tests.CommandLine;

public sealed class RunArgumentParserTests
{
    [Fact]
    public void Parse_File_TakesAllBehindItAsItsArguments()
    {
        RunArguments parsed = RunArgumentParser.Parse(["--json", "a.js", "--json", "-e", "x"]);
        Assert.Equal((ProgramKind.File, "a.js"), (parsed.Kind, parsed.Program));
        Assert.Equal(["--json", "-e", "x"], parsed.ProgramArguments);
        Assert.True(parsed.Json);
    }

    [Fact]
    public void Parse_Code_KeepsTheRestAsArguments()
    {
        RunArguments eval = RunArgumentParser.Parse(["-e", "1", "--", "--x", "y"]);
        Assert.Equal((ProgramKind.Eval, "1"), (eval.Kind, eval.Program));
        Assert.Equal(["--x", "y"], eval.ProgramArguments);
        RunArguments print = RunArgumentParser.Parse(["--print=1 + 1", "a"]);
        Assert.Equal((ProgramKind.Print, "1 + 1"), (print.Kind, print.Program));
        Assert.Equal(["a"], print.ProgramArguments);
    }

    [Fact]
    public void Parse_Command_TakesAllBehindItAsItsArguments()
    {
        RunArguments parsed = RunArgumentParser.Parse(["--env", "A=1", "--command", "sh", "-c", "echo", "--json"]);
        Assert.Equal((ProgramKind.Command, "sh", false), (parsed.Kind, parsed.Program, parsed.Json));
        Assert.Equal(["-c", "echo", "--json"], parsed.ProgramArguments);
        Assert.Throws<CommandLineException>(() => RunArgumentParser.Parse(["-e", "1", "--command", "sh"]));
        Assert.Throws<CommandLineException>(() => RunArgumentParser.Parse(["--no-warnings", "--command", "sh"]));
    }

    [Fact]
    public void Parse_Dash_IsTheProgramFromStandardInput()
    {
        RunArguments parsed = RunArgumentParser.Parse(["-", "a", "-b"]);
        Assert.Equal(ProgramKind.StandardInput, parsed.Kind);
        Assert.Equal(["-", "a", "-b"], parsed.ProgramArguments);
    }

    [Fact]
    public void Parse_NoProgramButInput_ReadsTheProgramFromIt()
    {
        RunArguments parsed = RunArgumentParser.Parse(["--no-warnings"], hasInput: true);
        Assert.Equal(ProgramKind.StandardInput, parsed.Kind);
        Assert.Empty(parsed.ProgramArguments);
    }

    [Fact]
    public void Parse_NodesOptions_BecomeTheProgramsExecArgv()
    {
        RunArguments parsed = RunArgumentParser.Parse(["--no-warnings", "--json", "-C", "dev", "--conditions=test", "--stack_trace_limit", "3", "-r", "./x.js", "a.js", "--import", "y"]);
        Assert.Equal(["--no-warnings", "-C", "dev", "--conditions=test", "--stack_trace_limit", "3", "-r", "./x.js"], parsed.NodeArguments);
        Assert.Equal("a.js", parsed.Program);
        Assert.Equal(["--import", "y"], parsed.ProgramArguments);
    }

    [Fact]
    public void Parse_Code_ShowsInExecArgvAsNodeHasIt() => Assert.Equal(["-p", "1"], RunArgumentParser.Parse(["-p", "1", "a"]).NodeArguments);

    [Fact]
    public void Parse_HeapSizeOfNode_IsTheMemory() => Assert.Equal(64, RunArgumentParser.Parse(["--max-old-space-size=64", "f"]).MemoryMiB);

    [Theory]
    [InlineData("-e", "--input-type=module-typescript")]
    [InlineData("-p", "--input-type=commonjs-typescript")]
    public void Parse_TypeScript_SaysItInNodesWords(string option, string expected) => Assert.Contains(expected, RunArgumentParser.Parse(["--ts", option, "1"]).NodeArguments);

    [Fact]
    public void Parse_TypeScriptFile_RefusesTheOption() =>
        Assert.Contains("--ts", Assert.Throws<CommandLineException>(() => RunArgumentParser.Parse(["--ts", "a.js"])).Message);

    [Fact]
    public void Parse_Test_NeedsOneProcess()
    {
        Assert.Contains("--test-isolation=none", Assert.Throws<CommandLineException>(() => RunArgumentParser.Parse(["--test", "a.js"])).Message);
        Assert.Equal("a.js", RunArgumentParser.Parse(["--test", "--test-isolation=none", "a.js"]).Program);
    }

    [Fact]
    public void Parse_Rules_TakeSeveralPatterns()
    {
        ScopedPermissionRule rule = Assert.Single(RunArgumentParser.Parse(["--allow", "fs.write=/a/**,/b/*", "f"]).Rules);
        Assert.Equal(["/a/**", "/b/*"], rule.Rule.Patterns);
    }

    [Fact]
    public void Parse_DoubleDash_EndsTheOptions() => Assert.Equal("--json", RunArgumentParser.Parse(["--", "--json"]).Program);

    [Fact]
    public void Parse_Everything_IsKept()
    {
        RunArguments parsed = RunArgumentParser.Parse(
        [
            "--policy", "p.json", "--allow", "network", "--deny=fs.write:/data/**", "--mount", "/h:/g", "--mount=/i:/j:rw", "--node-modules", "nm",
            "--env", "A=1=2", "--env", "B=", "--cwd", "/x", "--timeout", "1.5", "--memory", "64", "--worker", "w", "-n", "f",
        ]);
        Assert.Equal(("p.json", "nm", "/x", "w", true), (parsed.PolicyFile, parsed.NodeModules, parsed.Cwd, parsed.WorkerPath, parsed.NoStdin));
        Assert.Equal([(PermissionScope.Network, PermissionMode.Allow), (PermissionScope.Fs, PermissionMode.Deny)], parsed.Rules.Select(rule => (rule.Scope, rule.Rule.Mode)));
        Assert.Equal([new HostMount("/h", "/g", true), new HostMount("/i", "/j", false)], parsed.Mounts);
        Assert.Equal(("1=2", ""), (parsed.Env["A"], parsed.Env["B"]));
        Assert.Equal((TimeSpan.FromSeconds(1.5), 64), (parsed.Timeout, parsed.MemoryMiB));
    }

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("2s", 2)]
    [InlineData("3m", 180)]
    [InlineData("0.25", 0.25)]
    public void Parse_Timeout_TakesUnits(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RunArgumentParser.Parse(["--timeout", text, "f"]).Timeout);

    [Theory]
    [InlineData("64", 64)]
    [InlineData("64M", 64)]
    [InlineData("64MiB", 64)]
    [InlineData("1G", 1024)]
    public void Parse_Memory_TakesUnits(string text, int mebibytes) =>
        Assert.Equal(mebibytes, RunArgumentParser.Parse(["--memory", text, "f"]).MemoryMiB);

    [Theory]
    [InlineData("--bogus", "--bogus")]
    [InlineData("-x", "-x")]
    [InlineData("--timeout", "--timeout")]
    [InlineData("--timeout=0", "--timeout")]
    [InlineData("--timeout=-1", "--timeout")]
    [InlineData("--timeout=x", "--timeout")]
    [InlineData("--timeout=20000m", "--timeout")]
    [InlineData("--memory=0", "--memory")]
    [InlineData("--memory=lots", "--memory")]
    [InlineData("--mount=x", "--mount")]
    [InlineData("--mount=/a:b", "--mount")]
    [InlineData("--mount=/a:/b:wr", "--mount")]
    [InlineData("--env=A", "--env")]
    [InlineData("--env==A", "--env")]
    [InlineData("--allow=fish", "fish")]
    [InlineData("--deny=fs.fly", "fly")]
    [InlineData("--json=yes", "--json")]
    [InlineData("--conditions", "--conditions")]
    [InlineData("--no-conditions", "--conditions")]
    [InlineData("--warnings=3", "--warnings")]
    [InlineData("--inspect", "--inspect")]
    [InlineData("--inspect-brk=9229", "--inspect")]
    [InlineData("--permission", "--allow")]
    [InlineData("--cpu-prof", "profiler")]
    [InlineData("--unhandled-rejections=sometimes", "--unhandled-rejections")]
    [InlineData("--stack-trace-limit=many", "--stack-trace-limit")]
    [InlineData("--module-resolution=all", "--module-resolution")]
    public void Parse_Wrong_NamesTheOption(string argument, string named) =>
        Assert.Contains(named, Assert.Throws<CommandLineException>(() => RunArgumentParser.Parse([argument])).Message);

    [Theory]
    [InlineData("relative", JsModuleResolution.Relative)]
    [InlineData("none", JsModuleResolution.None)]
    [InlineData("node", JsModuleResolution.Node)]
    public void Parse_ModuleResolution_IsAWord(string text, JsModuleResolution expected) =>
        Assert.Equal(expected, RunArgumentParser.Parse(["--module-resolution", text, "f"]).ModuleResolution);

    [Theory]
    [InlineData("--node-modules", "relative", "--node-modules", "x")]
    [InlineData("--node-modules", "none", "--node-modules", "x")]
    [InlineData("--import", "none", "--import", "./x.mjs")]
    [InlineData("--require", "none", "-r", "./x.cjs")]
    public void Parse_WhatModuleResolutionContradicts_NamesBoth(string named, string resolution, params string[] given)
    {
        string message = Assert.Throws<CommandLineException>(() => RunArgumentParser.Parse([.. given, "--module-resolution", resolution, "f"])).Message;
        Assert.Contains(named, message);
        Assert.Contains("--module-resolution", message);
    }

    [Fact]
    public void Parse_Nothing_SaysThatThereIsNoProgram() =>
        Assert.Contains("no program", Assert.Throws<CommandLineException>(() => RunArgumentParser.Parse(["--json"])).Message);
}
