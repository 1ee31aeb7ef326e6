using SecureExec.Sidecar.Tests.Bindings;
using SecureExec.Sidecar.Tests.Documents;
using SecureExec.Sidecar.Tests.Escape.Egress;

namespace SecureExec.Sidecar.Tests;

/// <summary>What this assembly does when it is run as a program.</summary>
internal static class TestProgram
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [FuzzChild.Verb, var seed, var calls]:
                return await FuzzChild.RunAsync(seed, calls);
            case [SupportDocument.Verb]:
                new SupportDocument(await SupportFacts.GatherAsync()).Write();
                return 0;
            case [EgressProbe.Verb]:
                return await EgressProbe.RunAsync();
            default:
                await Console.Error.WriteLineAsync($"Usage: {FuzzChild.Verb} SEED CALLS | {EgressProbe.Verb} (in a network of its own) | {SupportDocument.Verb} (writes {SupportDocument.Path} and the table of {SupportDocument.Readme})");
                return 2;
        }
    }
}
