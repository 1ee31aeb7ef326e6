namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: the old door to native bindings, and native add-ons.</summary>
public sealed class ProcessBindingTests
{
    [Theory]
    [InlineData("builtins")]
    [InlineData("errors")]
    [InlineData("module_wrap")]
    [InlineData("worker")]
    [InlineData("no_such_binding")]
    public async Task Binding_NameNodeDoesNotGive_IsRefused(string name)
    {
        string printed = await Attacker.PrintsAsync($$"""
            try { process.binding('{{name}}'); console.log('given'); } catch (e) { console.log(e.code, e.message); }
            """);

        Assert.Equal($"undefined No such module: {name}", printed);
    }

    [Fact]
    public async Task LinkedBinding_AnyName_IsRefused()
    {
        string printed = await Attacker.PrintsAsync("try { process._linkedBinding('fs'); console.log('given'); } catch (e) { console.log(e.name + ' refused'); }");

        Assert.Equal("Error refused", printed);
    }

    [Theory]
    [InlineData("process.dlopen({ exports: {} }, '/lib/x86_64-linux-gnu/libc.so.6')")]
    [InlineData("process.dlopen({ exports: {} }, '/workspace/addon.node')")]
    [InlineData("require('/workspace/addon.node')")]
    public async Task NativeAddOn_Loaded_IsRefusedWithoutHostText(string attack)
    {
        var options = new NodeRuntimeOptions { Files = new Dictionary<string, SeedContent> { ["/workspace/addon.node"] = new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0 } } };

        string printed = await Attacker.PrintsAsync($$"""
            try { {{attack}}; console.log('loaded'); } catch (e) { console.log('refused', e.name, e.code, e.message); }
            """, options);

        Assert.StartsWith("refused", printed, StringComparison.Ordinal);
        HostText.AssertAbsent(printed);
    }
}
