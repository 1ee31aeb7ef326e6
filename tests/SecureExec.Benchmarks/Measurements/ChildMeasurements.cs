namespace SecureExec.Benchmarks.Measurements;

/// <summary>Child processes: what starting one costs, what goes through a pipe between two, and what is left of many.</summary>
internal static class ChildMeasurements
{
    private const int Many = 1_000, AtOnce = 64, Rounds = 10;

    private const string Starts = """
        const { spawn, execSync, spawnSync } = require('node:child_process');
        const now = () => Number(process.hrtime.bigint()) / 1e6;
        // Clocks of a guest are coarse: time is taken of several at once, the median of those.
        const median = async (run) => { const took = []; for (let i = 0; i < 9; i++) { const start = now(); for (let j = 0; j < 10; j++) await run(); took.push((now() - start) / 10); } return took.sort((a, b) => a - b)[4]; };
        const ended = (command, args) => new Promise((resolve) => spawn(command, args, { stdio: 'ignore' }).on('exit', resolve));
        (async () => {
          const nodes = await median(async () => { if (await ended(process.execPath, ['-e', '0']) !== 0) throw new Error('failed'); });
          const shells = await median(() => execSync('true'));
          const cats = await median(() => { if (String(spawnSync('cat', { input: 'x' }).stdout) !== 'x') throw new Error('failed'); });
          console.log([nodes, shells, cats].join('\n'));
        })();
        """;

    // Time is taken by the reader, from the first byte to the last.
    private const string Pipe = """
        const { execSync } = require('node:child_process');
        const writer = "const fs=require('fs'),b=Buffer.alloc(65536);for(let i=0;i<4096;i++){let o=0;while(o<b.length)try{o+=fs.writeSync(1,b,o)}catch(e){if(e.code!=='EAGAIN')throw e}}";
        const reader = "const fs=require('fs'),b=Buffer.alloc(65536);let n=0,s=0;for(;;){let r;try{r=fs.readSync(0,b)}catch(e){if(e.code==='EAGAIN')continue;throw e}if(r===0)break;s||=process.hrtime.bigint();n+=r}console.log(n/1e6/(Number(process.hrtime.bigint()-s)/1e9))";
        const node = JSON.stringify(process.execPath);
        console.log(Number(execSync(`${node} -e "${writer}" | ${node} -e "${reader}"`)));
        console.log((() => { const start = process.hrtime.bigint(); execSync('head -c 268435456 /dev/zero | cat | cat > /dev/null'); return 268.435456 / (Number(process.hrtime.bigint() - start) / 1e9); })());
        """;

    private static readonly string s_many = $$"""
        const { spawn } = require('node:child_process');
        const ended = () => new Promise((resolve, reject) => spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }).on('error', reject).on('exit', resolve));
        (async () => {
          const start = process.hrtime.bigint();
          for (let i = 0; i < {{Many}}; i++) if (await ended() !== 0) throw new Error('failed');
          const between = process.hrtime.bigint();
          for (let i = 0; i < {{Rounds}}; i++) if ((await Promise.all(Array.from({ length: {{AtOnce}} }, ended))).some((code) => code !== 0)) throw new Error('failed');
          console.log([Number(between - start) / 1e9, Number(process.hrtime.bigint() - between) / 1e9].join('\n'));
        })();
        """;

    internal static IReadOnlyList<Measurement> All(BenchmarkOptions options, RealNode node) =>
    [
        Of(options, node, Starts,
            new FigureHead("child_process: spawn('node') to exit, p50", "ms", Bound.RatioAtMost(0.5)),
            new FigureHead("child_process: execSync('true'), p50", "ms"),
            new FigureHead("child_process: spawnSync('cat') with input, p50", "ms")),
        Of(options, node, Pipe,
            new FigureHead("pipe between two guest processes", "MB/s"),
            new FigureHead("head | cat | cat in a shell", "MB/s")),
        new()
        {
            Heads =
            [
                new FigureHead($"{Many:N0} children one after another", "s"),
                new FigureHead($"{AtOnce} children at once, {Rounds} times", "s"),
                new FigureHead("memory of the worker that the second such run adds, private", "MiB"),
                new FigureHead("threads of the worker that the second such run adds", "threads"),
                new FigureHead("descriptors of the worker that the second such run adds", "fds"),
                new FigureHead("processes and zombies left in the machine", "processes"),
            ],
            Samples = 1,
            WarmsUp = false,
            Sandbox = async variant =>
            {
                // So many isolates at once reserve more than the default limit leaves; they use little of it.
                NodeRuntime runtime = await variant.CreateRuntimeAsync(new NodeRuntimeOptions { Limits = Limits with { MaxMemoryMb = 8192 } });
                return new Contestant(() => ManyAsync(runtime), close: runtime.DisposeAsync);
            },
            Node = () => Task.FromResult(new Contestant(async () => ProgramMeasurements.Numbers(await node.EvalAsync(s_many)))),
        },
    ];

    private static ResourceLimits Limits => ResourceLimits.Default with { CpuTimeLimitMs = 10 * 60 * 1000 };

    private static Measurement Of(BenchmarkOptions options, RealNode node, string code, params FigureHead[] heads) => new()
    {
        Heads = heads,
        Samples = options.FewIterations,
        Sandbox = async variant =>
        {
            NodeRuntime runtime = await variant.CreateRuntimeAsync(new NodeRuntimeOptions { Limits = Limits });
            return new Contestant(() => ProgramMeasurements.ExecAsync(runtime, code), close: runtime.DisposeAsync);
        },
        Node = () => Task.FromResult(new Contestant(async () => ProgramMeasurements.Numbers(await node.EvalAsync(code)))),
    };

    // The first run fills what is kept for reuse; what the second adds is lost.
    private static async Task<IReadOnlyList<double>> ManyAsync(NodeRuntime runtime)
    {
        await ProgramMeasurements.ExecAsync(runtime, s_many);
        (double memory, double threads, double fds) = Held(runtime.WorkerPid);
        IReadOnlyList<double> took = await ProgramMeasurements.ExecAsync(runtime, s_many);
        (double memoryAfter, double threadsAfter, double fdsAfter) = Held(runtime.WorkerPid);
        ResourceSnapshot left = await runtime.GetResourceSnapshotAsync();
        return [.. took, memoryAfter - memory, threadsAfter - threads, fdsAfter - fds, left.RunningProcesses + left.ZombieProcesses];
    }

    private static (double Memory, double Threads, double Fds) Held(int pid) =>
        (ProcessMemory.Of([pid]).PrivateMiB, Directory.GetDirectories($"/proc/{pid}/task").Length, Directory.GetFiles($"/proc/{pid}/fd").Length);
}
