namespace SecureExec.Core.Tests.Api;

/// <summary>What imports and requires may name, in a real worker.</summary>
[Trait("Needs", "Worker")]
public sealed class ModuleResolutionTests
{
    private const string NotFound = "ERR_MODULE_NOT_FOUND", RequireNotFound = "MODULE_NOT_FOUND", Denied = "ERR_ACCESS_DENIED";

    private static readonly Dictionary<string, SeedContent> s_files = new()
    {
        ["/workspace/lib.mjs"] = "export const x = 5;",
        ["/workspace/lib.cjs"] = "exports.x = 6;",
        ["/workspace/data.json"] = "{\"x\":7}",
        ["/workspace/deep.mjs"] = "import 'pkg';",
        ["/workspace/deep.cjs"] = "require('pkg');",
        ["/workspace/package.json"] = "{\"name\":\"self\",\"exports\":\"./lib.cjs\",\"imports\":{\"#lib\":\"./lib.cjs\"}}",
        ["/workspace/node_modules/pkg/index.js"] = "exports.x = 8;",
        ["/workspace/node_modules/path/index.js"] = "exports.x = 9;",
    };

    private static Task<NodeRuntime> StartAsync(JsModuleResolution resolution) => NodeRuntime.CreateAsync(
        RealWorker.Options with { Files = s_files, JsRuntime = new JsRuntimeOptions { ModuleResolution = resolution } });

    [Theory]
    [InlineData("import { x } from './lib.mjs'; console.log(x)", "5\n")]
    [InlineData("import { x } from '/workspace/lib.mjs'; console.log(x)", "5\n")]
    [InlineData("import { x } from 'file:///workspace/lib.cjs'; console.log(x)", "6\n")]
    [InlineData("import data from './data.json' with { type: 'json' }; console.log(data.x)", "7\n")]
    [InlineData("console.log((await import('./lib.mjs')).x, import.meta.resolve('./lib.mjs'), import.meta.resolve('./none.mjs'))", "5 file:///workspace/lib.mjs file:///workspace/none.mjs\n")]
    [InlineData("console.log((await new Function(\"return import('/workspace/lib.mjs')\")()).x)", "5\n")]
    public async Task Relative_Paths_AreImported(string code, string expected)
    {
        await using NodeRuntime runtime = await StartAsync(JsModuleResolution.Relative);
        RunResult result = await runtime.ExecAsync(code, new RunOptions { FileName = "/workspace/main.mjs" });
        Assert.Equal(("", expected), (result.Stderr, result.Stdout));
    }

    [Fact]
    public async Task Relative_Paths_AreRequired()
    {
        await using NodeRuntime runtime = await StartAsync(JsModuleResolution.Relative);
        const string code = "console.log(require('./lib.cjs').x, require('/workspace/lib.cjs').x, require('./data').x, require('./lib.mjs').x, require.resolve('./lib.cjs'), module.require('./data').x)";
        RunResult result = await runtime.ExecAsync(code, new RunOptions { FileName = "/workspace/main.cjs" });
        Assert.Equal(("", "6 6 7 5 /workspace/lib.cjs 7\n"), (result.Stderr, result.Stdout));
        result = await runtime.ExecAsync("import('./lib.mjs').then((lib) => console.log(lib.x))", new RunOptions { FileName = "/workspace/main.cjs" });
        Assert.Equal(("", "5\n"), (result.Stderr, result.Stdout));
    }

    [Theory]
    [InlineData("import 'pkg'", NotFound)]
    [InlineData("await import('pkg')", NotFound)]
    [InlineData("await import('self')", NotFound)]
    [InlineData("await import('#lib')", NotFound)]
    [InlineData("await import('data:text/javascript,1')", NotFound)]
    [InlineData("import './deep.mjs'", NotFound)]
    [InlineData("import './deep.cjs'", RequireNotFound)]
    [InlineData("import.meta.resolve('pkg')", NotFound)]
    [InlineData("await (0, eval)(\"import('pkg')\")", NotFound)]
    [InlineData("await new Function(\"return import('pkg')\")()", NotFound)]
    [InlineData("import 'node:path'", Denied)]
    [InlineData("await import('path')", Denied)]
    [InlineData("process.getBuiltinModule('module').createRequire(import.meta.url)", Denied)]
    [InlineData("process.binding('fs')", Denied)]
    public async Task Relative_AnythingElse_IsNotImported(string code, string expected)
    {
        await using NodeRuntime runtime = await StartAsync(JsModuleResolution.Relative);
        RunResult result = await runtime.ExecAsync(code + "\nconsole.log('loaded')", new RunOptions { FileName = "/workspace/main.mjs" });
        Assert.Equal((RunOutcome.Failed, expected, ""), (result.Outcome, result.Error?.Code, result.Stdout));
    }

    [Theory]
    [InlineData("require('pkg')", RequireNotFound)]
    [InlineData("require('self')", RequireNotFound)]
    [InlineData("require('#lib')", RequireNotFound)]
    [InlineData("require.resolve('pkg')", RequireNotFound)]
    [InlineData("require.resolve('pkg', { paths: ['/workspace'] })", RequireNotFound)]
    [InlineData("module.require('pkg')", RequireNotFound)]
    [InlineData("module.constructor._load('pkg', module)", RequireNotFound)]
    [InlineData("module.constructor._load('pkg', module, true)", RequireNotFound)]
    [InlineData("module.constructor._resolveFilename('pkg', module, true)", RequireNotFound)]
    [InlineData("require('./deep.cjs')", RequireNotFound)]
    [InlineData("require('path')", Denied)]
    [InlineData("require('node:path')", Denied)]
    [InlineData("require('node:module').createRequire('/workspace/x.js')", Denied)]
    public async Task Relative_AnythingElse_IsNotRequired(string code, string expected)
    {
        await using NodeRuntime runtime = await StartAsync(JsModuleResolution.Relative);
        RunResult result = await runtime.ExecAsync($"const x = {code}; console.log('loaded')", new RunOptions { FileName = "/workspace/main.cjs" });
        Assert.Equal((RunOutcome.Failed, expected, ""), (result.Outcome, result.Error?.Code, result.Stdout));
    }

    [Fact]
    public async Task Relative_MethodsOfTheLoaderReplaced_AreCheckedAllTheSame()
    {
        await using NodeRuntime runtime = await StartAsync(JsModuleResolution.Relative);
        RunResult result = await runtime.ExecAsync("""
            const { constructor: Module } = module;
            const tried = (action) => { try { return action(); } catch (error) { return error.code; } };
            const { _load } = Module;
            let seen = 0;
            Module._load = function(...args) { seen++; return Reflect.apply(_load, this, args); };
            Module._resolveFilename = () => '/workspace/node_modules/pkg/index.js';
            String.prototype.startsWith = () => true;
            console.log(tried(() => require('pkg')), tried(() => require('./lib.cjs').x), seen, tried(() => require('node:path')));
            console.log(tried(() => Object.defineProperty(Module, '_load', { value: _load })), delete Module._load);
            """, new RunOptions { FileName = "/workspace/main.cjs" });
        // A loader of the program's own may still say which file a path means.
        Assert.Equal(("", "MODULE_NOT_FOUND 8 1 ERR_ACCESS_DENIED\nundefined false\n"), (result.Stderr, result.Stdout));
    }

    [Fact]
    public async Task Relative_Messages_SayWhy()
    {
        await using NodeRuntime runtime = await StartAsync(JsModuleResolution.Relative);
        RunResult import = await runtime.ExecAsync("import 'pkg'", new RunOptions { FileName = "/workspace/main.mjs" });
        Assert.Equal("Cannot find package 'pkg' imported from /workspace/main.mjs: blocked by moduleResolution relative", import.Error?.Message);
        RunResult require = await runtime.ExecAsync("require('pkg')", new RunOptions { FileName = "/workspace/main.cjs" });
        Assert.Equal("Cannot find module 'pkg': blocked by moduleResolution relative\nRequire stack:\n- /workspace/main.cjs", require.Error?.Message);
    }

    [Theory]
    [InlineData("import './lib.mjs'", NotFound)]
    [InlineData("await import('/workspace/lib.mjs')", NotFound)]
    [InlineData("await import('file:///workspace/lib.mjs')", NotFound)]
    [InlineData("import.meta.resolve('./lib.mjs')", NotFound)]
    [InlineData("import 'pkg'", NotFound)]
    [InlineData("import 'node:path'", Denied)]
    [InlineData("process.getBuiltinModule('path')", Denied)]
    public async Task None_AnyImport_Fails(string code, string expected)
    {
        await using NodeRuntime runtime = await StartAsync(JsModuleResolution.None);
        RunResult result = await runtime.ExecAsync(code + "\nconsole.log('loaded')", new RunOptions { FileName = "/workspace/main.mjs" });
        Assert.Equal((RunOutcome.Failed, expected, ""), (result.Outcome, result.Error?.Code, result.Stdout));
        result = await runtime.ExecAsync(code + "\nconsole.log('loaded')");
        Assert.Equal((RunOutcome.Failed, expected, ""), (result.Outcome, result.Error?.Code, result.Stdout));
    }

    [Theory]
    [InlineData("require('./lib.cjs')", RequireNotFound)]
    [InlineData("require('/workspace/lib.cjs')", RequireNotFound)]
    [InlineData("require.resolve('./lib.cjs')", RequireNotFound)]
    [InlineData("module.constructor._load('/workspace/lib.cjs', null, true)", RequireNotFound)]
    [InlineData("require('fs')", Denied)]
    public async Task None_AnyRequire_Fails(string code, string expected)
    {
        await using NodeRuntime runtime = await StartAsync(JsModuleResolution.None);
        RunResult result = await runtime.ExecAsync($"const x = {code}; console.log('loaded')", new RunOptions { FileName = "/workspace/main.cjs" });
        Assert.Equal((RunOutcome.Failed, expected, ""), (result.Outcome, result.Error?.Code, result.Stdout));
        result = await runtime.ExecAsync($"const x = {code}; console.log('loaded')", new RunOptions { Format = SourceFormat.CommonJs });
        Assert.Equal((RunOutcome.Failed, expected, ""), (result.Outcome, result.Error?.Code, result.Stdout));
    }

    [Fact]
    public async Task None_AMainModuleOfTheProgramsChoice_IsNoMain()
    {
        await using NodeRuntime runtime = await StartAsync(JsModuleResolution.None);
        RunResult result = await runtime.ExecAsync("module.constructor.runMain('/workspace/lib.mjs')", new RunOptions { FileName = "/workspace/main.cjs" });
        Assert.Equal((RunOutcome.Failed, NotFound), (result.Outcome, result.Error?.Code));
    }

    [Theory]
    [InlineData("/workspace/main.mjs", "console.log(await 1)")]
    [InlineData("/workspace/main.cjs", "console.log(require.main === module ? 1 : 0)")]
    [InlineData("/workspace/main.js", "console.log(await 1)")]
    [InlineData("/workspace/main.ts", "const n: number = 1; console.log(n)")]
    [InlineData(null, "console.log(await 1)")]
    public async Task None_TheProgramItself_Runs(string? file, string code)
    {
        await using NodeRuntime runtime = await StartAsync(JsModuleResolution.None);
        RunResult result = await runtime.ExecAsync(code, new RunOptions { FileName = file });
        Assert.Equal(("1\n", RunOutcome.Succeeded), (result.Stdout, result.Outcome));
    }

    [Theory]
    [InlineData(JsModuleResolution.Relative, "5")]
    [InlineData(JsModuleResolution.None, NotFound)]
    public async Task Resident_Calls_AreHeldToIt(JsModuleResolution resolution, string path)
    {
        await using NodeRuntime runtime = await StartAsync(resolution);
        await using ResidentRunner runner = await runtime.CreateResidentRunnerAsync();
        Assert.Equal(NotFound, (await runner.ExecAsync("import 'pkg'")).Error?.Code);
        const string tries = "await import('./lib.mjs').then((lib) => String(lib.x), (error) => error.code)";
        Assert.Equal(path, (await runner.RunAsync<string>($"__return({tries})")).Value);
        await using ScriptContext context = await runtime.CreateContextAsync();
        Assert.Equal(path, (await context.RunAsync<string>(tries)).Value);
        Assert.Equal(RequireNotFound, (await context.ExecAsync("require('pkg')")).Error?.Code);
        Assert.Equal(Denied, (await context.ExecAsync("require('fs')")).Error?.Code);
    }

    [Fact]
    public async Task Browser_WithRelative_HasBoth()
    {
        await using NodeRuntime runtime = await NodeRuntime.CreateAsync(
            RealWorker.Options with { Files = s_files, JsRuntime = new JsRuntimeOptions { Platform = JsPlatform.Browser, ModuleResolution = JsModuleResolution.Relative } });
        RunResult result = await runtime.ExecAsync("import { x } from './lib.mjs'; console.log(x, typeof process)", new RunOptions { FileName = "/workspace/main.mjs" });
        Assert.Equal(("5 undefined\n", ""), (result.Stdout, result.Stderr));
        Assert.Equal(NotFound, (await runtime.ExecAsync("import 'pkg'")).Error?.Code);
    }
}
