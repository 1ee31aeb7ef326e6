namespace SecureExec.Sidecar.Tests.Escape.Egress;

/// <summary>Vector: reaching what lies behind the host by address, by name, by redirect and by rebinding. In a network where all of it is there, and shown to be reachable first.</summary>
public sealed class EgressGuardTests
{
    private static readonly string[] s_tricks = ["address", "name", "redirect", "rebinding"];

    [NamespaceFact]
    public async Task EveryRange_ByEveryTrick_IsReachedWithoutTheGuardAndRefusedByIt()
    {
        string[][] tries = [.. (await NetworkNamespace.RunAsync(EgressProbe.Verb)).Select(line => line.Split('|'))];

        Assert.Equal(ForbiddenAddresses.Public.Order(), tries.Where(parts => parts[0] == "public" && parts[3] == "reached").Select(parts => parts[1]).Order());
        string[] all = [.. ForbiddenAddresses.All.Concat(ForbiddenAddresses.Groups).Select(entry => entry.Text).Order(StringComparer.Ordinal)];
        Assert.Equal(all, tries.Where(parts => parts is ["unguarded", _, _, "reached", "", "1"]).Select(parts => parts[1]).Order(StringComparer.Ordinal));
        foreach (string trick in s_tricks)
        {
            string[][] refused = [.. tries.Where(parts => parts[0] == trick)];
            Assert.Equal(ForbiddenAddresses.All.Select(entry => entry.Text), refused.Select(parts => parts[1]));
            Assert.All(refused, parts => Assert.True(IsRefused(parts), string.Join('|', parts)));
        }
        Assert.All(tries.Where(parts => parts[0] == "pinned"), parts => Assert.Equal("reached", parts[3]));
        string[] datagram = Assert.Single(tries, parts => parts[0] == "datagram");
        Assert.Equal(("security.egress.denied", "0"), (datagram[3], datagram[5]));
        Assert.EndsWith("239.1.2.3 is within restricted multicast range 224.0.0.0/4", datagram[4], StringComparison.Ordinal);
    }

    // EACCES, for the look-up as well where there was one, with the range's label, and nobody connected.
    private static bool IsRefused(string[] parts) => parts[3].Split(' ').All(word => word == "EACCES") && parts[5] == "0"
        && parts[4].StartsWith("blocked outbound network access to tcp://", StringComparison.Ordinal)
        && (parts[2] == "loopback" ? parts[4].Contains(" is loopback (", StringComparison.Ordinal) && parts[4].Contains(" is not owned by this VM ", StringComparison.Ordinal)
            : parts[4].Contains($" is within restricted {parts[2]} range ", StringComparison.Ordinal));
}
