using System.Text;

namespace SecureExec.Core.Tests.Api;

/// <summary>Commands of the machine, in a real worker.</summary>
[Trait("Needs", "Worker")]
public sealed class CommandTests(SharedRuntime shared) : IClassFixture<SharedRuntime>
{
    private readonly NodeRuntime _runtime = shared.Runtime;

    [Theory]
    [InlineData("console.log(process.argv.slice(1), ...process.execArgv.slice(0, 2))\n", "[ 'a', '--b' ] --no-warnings -e\n", "--no-warnings", "-e", "console.log(process.argv.slice(1), ...process.execArgv.slice(0, 2))", "a", "--b")]
    [InlineData("", "42\n", "-p", "40 + 2")]
    [InlineData("", "42\n", "-pe", "40 + 2")]
    [InlineData("", "module\n", "--input-type=module", "--eval", "console.log(typeof require === 'undefined' ? 'module' : 'cjs')")]
    [InlineData("", "0\n", "--stack-trace-limit", "3", "-p", "process.argv.length - 1")]
    [InlineData("console.log('piped', process.argv.slice(2))", "piped [ 'x' ]\n", "-", "x")]
    [InlineData("console.log('piped', process.argv.length)", "piped 1\n")]
    [InlineData("40 + 2", "42\n", "-p")]
    [InlineData("", "--stack_trace_limit=5 --conditions dev -p process.execArgv.join(` `)\n", "--stack_trace_limit=5", "--conditions", "dev", "-p", "process.execArgv.join(` `)")]
    [InlineData("", "[ '-x' ]\n", "-p", "process.argv.slice(1)", "--", "-x")]
    public async Task ExecCommandAsync_Node_ReadsItsArguments(string stdin, string expected, params string[] args)
    {
        RunResult result = await _runtime.ExecCommandAsync("node", args, new RunOptions { Stdin = stdin });
        Assert.Equal((expected, "", 0), (result.Stdout, result.Stderr, result.ExitCode));
        Assert.Equal(RunOutcome.Succeeded, result.Outcome);
    }

    [Theory]
    [InlineData("sh", "hi there\n", 3, "-c", "read a b; echo $a $b; exit 3")]
    [InlineData("cat", "hi there", 0)]
    [InlineData("/bin/bash", "b x\n", 0, "-c", "echo {b,} $0", "x")]
    [InlineData("env", "hi there", 0, "-i", "cat")]
    [InlineData("sed", "ho there", 0, "s/i/o/")]
    [InlineData("sh", "", 143, "-c", "kill $$")]
    public async Task ExecCommandAsync_ShellAndCommands_Run(string command, string stdout, int exitCode, params string[] args)
    {
        RunResult result = await _runtime.ExecCommandAsync(command, args, new RunOptions { Stdin = "hi there" });
        Assert.Equal((stdout, "", exitCode), (result.Stdout, result.Stderr, result.ExitCode));
        Assert.Equal(exitCode == 0 ? RunOutcome.Succeeded : RunOutcome.Failed, result.Outcome);
    }

    [Fact]
    public async Task ExecCommandAsync_NodeVersion_IsThePinnedOne()
    {
        RunResult asked = await _runtime.ExecAsync("console.log(process.version)");
        Assert.Equal(asked.Stdout, (await _runtime.ExecCommandAsync("node", ["--version"])).Stdout);
        Assert.Equal(asked.Stdout, (await _runtime.ExecCommandAsync("/usr/local/bin/node", ["-v"])).Stdout);
    }

    [Fact]
    public async Task ExecCommandAsync_NodeFile_StartsInTheWorkingDirectory()
    {
        await _runtime.FileSystem.WriteTextAsync("/workspace/tool/main.cjs", "console.log(__filename, process.argv.slice(2).join(), process.env.K);");
        RunResult result = await _runtime.ExecCommandAsync("node", ["main.cjs", "1", "2"], new RunOptions { Cwd = "/workspace/tool", Env = new Dictionary<string, string> { ["K"] = "v" } });
        Assert.Equal("/workspace/tool/main.cjs 1,2 v\n", result.Stdout);
    }

    [Fact]
    public async Task ExecCommandAsync_NodeCheck_RunsNothing()
    {
        await _runtime.FileSystem.WriteTextAsync("/workspace/good.cjs", "console.log('ran');");
        await _runtime.FileSystem.WriteTextAsync("/workspace/bad.cjs", "console.log(");
        RunResult good = await _runtime.ExecCommandAsync("node", ["--check", "good.cjs"]);
        Assert.Equal(("", 0), (good.Stdout, good.ExitCode));
        RunResult bad = await _runtime.ExecCommandAsync("node", ["-c", "bad.cjs"]);
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("SyntaxError", bad.Stderr);
    }

    [Theory]
    [InlineData("bad option: --no-such-thing", "--no-such-thing")]
    [InlineData("-e requires an argument", "-e")]
    [InlineData("--input-type requires an argument", "--input-type", "-p")]
    [InlineData("--no-input-type is an invalid negation because it is not a boolean option", "--no-input-type")]
    [InlineData("--watch is not available in this machine", "--watch", "x.js")]
    public async Task ExecCommandAsync_NodeWithWrongOptions_ExitsWithNine(string complaint, params string[] args)
    {
        RunResult result = await _runtime.ExecCommandAsync("node", args);
        Assert.Equal((RunOutcome.Failed, 9), (result.Outcome, result.ExitCode));
        Assert.Equal($"node: {complaint}\n", result.Stderr);
    }

    [Theory]
    [InlineData("no-such-command", 127, "ENOENT")]
    [InlineData("./none", 127, "ENOENT")]
    [InlineData("/etc/passwd", 126, "EACCES")]
    [InlineData("/tmp", 126, "EACCES")]
    public async Task ExecCommandAsync_WhatCannotRun_TellsWhy(string command, int exitCode, string code)
    {
        RunResult result = await _runtime.ExecCommandAsync(command, ["x"]);
        Assert.Equal((RunOutcome.Failed, exitCode), (result.Outcome, result.ExitCode));
        Assert.Equal((code, $"spawn {command} {code}"), (result.Error!.Code, result.Error.Message));
        await using SpawnedProcess process = await _runtime.SpawnCommandAsync(command);
        Assert.Equal(0, process.Pid);
        Assert.Equal(code, (await process.WaitAsync()).Error!.Code);
        Assert.Equal(exitCode, process.ExitCode);
    }

    [Theory]
    [InlineData("#!/usr/bin/env node\n", "")]
    [InlineData("#!/usr/bin/env -S node --no-warnings\n", "--no-warnings")]
    [InlineData("#! /usr/local/bin/node --no-warnings\r\n", "--no-warnings")]
    public async Task ExecCommandAsync_ScriptThatNamesNode_RunsIt(string firstLine, string execArgv)
    {
        await _runtime.ExecAsync($"""
            import fs from 'node:fs';
            fs.writeFileSync('/usr/bin/../../tmp/script', {System.Text.Json.JsonSerializer.Serialize(firstLine + "console.log(__filename, process.argv.slice(2).join(), process.execArgv.join());")});
            fs.chmodSync('/tmp/script', 0o755);
            """);
        Assert.Equal($"/tmp/script a {execArgv}\n", (await _runtime.ExecCommandAsync("/tmp/script", ["a"])).Stdout);
        RunResult byPath = await _runtime.ExecCommandAsync("script", ["b"], new RunOptions { Env = new Dictionary<string, string> { ["PATH"] = "/nowhere:/tmp:/usr/local/bin" } });
        Assert.Equal($"/tmp/script b {execArgv}\n", byPath.Stdout);
    }

    [Fact]
    public async Task ExecCommandAsync_PathWithoutNode_FindsNone()
    {
        RunResult result = await _runtime.ExecCommandAsync("node", ["-p", "1"], new RunOptions { Env = new Dictionary<string, string> { ["PATH"] = "/tmp" } });
        Assert.Equal(("ENOENT", 127), (result.Error!.Code, result.ExitCode));
    }

    [Fact]
    public async Task SpawnCommandAsync_Node_IsAlive()
    {
        await using SpawnedProcess process = await _runtime.SpawnCommandAsync("node", ["-e", "process.stdin.pipe(process.stdout)"]);
        await process.Stdin.WriteAsync("there and back"u8.ToArray());
        await process.Stdin.DisposeAsync();
        using var output = new StreamReader(process.Stdout, Encoding.UTF8);
        Assert.Equal("there and back", await output.ReadToEndAsync());
        Assert.Equal(0, (await process.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task ExecCommandAsync_OptionsOfPrograms_AreRefused()
    {
        Assert.Contains("Args", (await Assert.ThrowsAsync<ArgumentException>(() => _runtime.ExecCommandAsync("node", [], new RunOptions { Args = ["x"] }))).Message);
        Assert.Contains("FileName", (await Assert.ThrowsAsync<ArgumentException>(() => _runtime.ExecCommandAsync("node", [], new RunOptions { FileName = "/x.js" }))).Message);
        Assert.Contains("Inputs", (await Assert.ThrowsAsync<ArgumentException>(() => _runtime.ExecCommandAsync("node", [], new RunOptions { Inputs = new Dictionary<string, string> { ["a"] = "1" } }))).Message);
        await Assert.ThrowsAsync<ArgumentException>(() => _runtime.ExecCommandAsync(""));
        await Assert.ThrowsAsync<ArgumentException>(() => _runtime.ExecCommandAsync("a\0b"));
    }
}
