using SecureExec.Abi;
using SecureExec.Broker.Egress;
using SecureExec.Core.Tests.Kernel;
using SecureExec.Kernel.Net;
using SecureExec.Permissions;

namespace SecureExec.Core.Tests.Broker.Egress;

public sealed class EgressPolicyTests
{
    [Fact]
    public void Check_NoPolicyForTheNetwork_DeniesAndSaysWhatIsMissing()
    {
        EgressDecision decision = Check(Policy(), "93.184.215.14", 443);
        Assert.Equal((Errno.EACCES, "http", "tcp://93.184.215.14:443"), (decision.Error, decision.Operation, decision.Resource));
        Assert.Equal("permission denied, tcp://93.184.215.14:443: blocked by network.http policy", decision.Reason);
        Assert.Null(decision.Endpoint);
    }

    [Theory]
    [InlineData("fetch")]
    [InlineData("http")]
    [InlineData("*")]
    public void Check_RuleForAnAddress_PermitsThatAddressAndPort(string operation)
    {
        EgressPolicy policy = Policy(Rule(PermissionMode.Allow, operation, "tcp://93.184.215.14:443"));
        Assert.Equal("93.184.215.14:443", Check(policy, "93.184.215.14", 443).Endpoint!.Endpoint.ToString());
        Assert.False(Check(policy, "93.184.215.14", 80).Allowed);
        Assert.False(Check(policy, "93.184.215.15", 443).Allowed);
        Assert.False(Check(policy, "93.184.215.14", 443, datagrams: true).Allowed);
    }

    [Fact]
    public void Check_RuleForAnIPv6Address_WritesItInBrackets() =>
        Assert.True(Check(Policy(Rule(PermissionMode.Allow, "http", "tcp://[2606:4700:4700::1111]:*")), "2606:4700:4700::1111", 443).Allowed);

    [Fact]
    public void Check_IPv4WrittenAsIPv6_IsJudgedAndConnectedAsIPv4()
    {
        EgressPolicy policy = Policy(Rule(PermissionMode.Allow, "http", "tcp://8.8.8.8:53"));
        Assert.Equal("8.8.8.8:53", Check(policy, "::ffff:8.8.8.8", 53).Endpoint!.Endpoint.ToString());
    }

    [Fact]
    public void Check_RuleForAName_HoldsForAddressesResolvedFromItOnly()
    {
        EgressPolicy policy = Policy(Rule(PermissionMode.Allow, "http", "tcp://Example.COM:443"));
        Assert.False(Check(policy, "93.184.215.14", 443).Allowed);
        policy.Names.Add("example.com", [Address("93.184.215.14")]);
        Assert.Equal("tcp://example.com:443", Check(policy, "93.184.215.14", 443).Resource);
        Assert.True(Check(policy, "::ffff:93.184.215.14", 443).Allowed);
        Assert.False(Check(policy, "93.184.215.15", 443).Allowed);
    }

    [Fact]
    public void Check_AddressWithManyNames_IsDecidedByTheLastRuleThatMatchesOneOfThem()
    {
        EgressPolicy policy = Policy(
            Rule(PermissionMode.Deny, "*", "*"),
            Rule(PermissionMode.Allow, "*", "tcp://*.example.com:443"),
            Rule(PermissionMode.Deny, "*", "tcp://internal.example.com:*"));
        policy.Names.Add("www.example.com", [Address("93.184.215.14")]);
        Assert.True(Check(policy, "93.184.215.14", 443).Allowed);
        policy.Names.Add("elsewhere.test", [Address("93.184.215.14")]);
        Assert.True(Check(policy, "93.184.215.14", 443).Allowed);
        policy.Names.Add("internal.example.com", [Address("93.184.215.14")]);
        EgressDecision denied = Check(policy, "93.184.215.14", 443);
        Assert.Equal("permission denied, tcp://internal.example.com:443: blocked by network.http policy", denied.Reason);
    }

    [Fact]
    public void Check_DeniedNameUnderAPolicyThatAllows_IsDenied()
    {
        EgressPolicy policy = PolicyWith(new ScopePolicy(PermissionMode.Allow, [Rule(PermissionMode.Deny, "fetch", "tcp://evil.example:*")]));
        policy.Names.Add("evil.example", [Address("93.184.215.14")]);
        Assert.False(Check(policy, "93.184.215.14", 443).Allowed);
        Assert.True(Check(policy, "93.184.215.15", 443).Allowed);
    }

    [Fact]
    public void Check_RestrictedAddress_IsRefusedWhateverThePolicySays()
    {
        EgressPolicy policy = PolicyWith(ScopePolicy.Allow);
        policy.Names.Add("metadata.example", [Address("169.254.169.254")]);
        EgressDecision decision = Check(policy, "169.254.169.254", 80);
        Assert.Equal("blocked outbound network access to tcp://metadata.example:80: 169.254.169.254 is within restricted link-local range 169.254.0.0/16", decision.Reason);
        Assert.Equal(
            "blocked outbound network access to udp://10.0.0.1:53: 10.0.0.1 is within restricted private range 10.0.0.0/8",
            Check(policy, "::ffff:10.0.0.1", 53, datagrams: true).Reason);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.0/8")]
    [InlineData("127.9.9.9", "127.0.0.0/8")]
    [InlineData("::ffff:127.0.0.1", "127.0.0.0/8")]
    [InlineData("::1", "::1/128")]
    public void Check_Loopback_IsOpenForExemptPortsThatThePolicyPermits(string text, string range)
    {
        EgressPolicy all = PolicyWith(ScopePolicy.Allow, 8080);
        Assert.True(Check(all, text, 8080).Allowed);
        IpAddress address = Address(text).Unmapped;
        Assert.Equal(
            $"blocked outbound network access to tcp://localhost:8081: {address} is loopback ({range}) and port 8081 is not owned by this VM and is not listed in LoopbackExemptPorts",
            Check(all, text, 8081).Reason);
        Assert.False(Check(PolicyWith(ScopePolicy.Deny, 8080), text, 8080).Allowed);
        Assert.True(Check(PolicyWith(ScopePolicy.Deny.Append(Rule(PermissionMode.Allow, "http", "tcp://localhost:8080")), 8080), text, 8080).Allowed);
    }

    [Fact]
    public void Check_AnAddressOfTheHost_IsRefusedLikeARestrictedOne()
    {
        EgressPolicy policy = PolicyWith(ScopePolicy.Allow, 80);
        Assert.Equal("blocked outbound network access to tcp://93.184.215.99:80: 93.184.215.99 is an address of the host", Check(policy, "93.184.215.99", 80).Reason);
        Assert.Equal("blocked outbound network access to dns://a.test: 93.184.215.99 is an address of the host", policy.CheckAnswer("a.test", Address("::ffff:93.184.215.99")).Reason);
    }

    [Fact]
    public void OwnAddresses_OfThisHost_AreThoseOfItsInterfaces()
    {
        Assert.True(OwnAddresses.Contains(IpAddress.LoopbackV4));
        Assert.True(OwnAddresses.Contains(IpAddress.LoopbackV4.Mapped));
        Assert.False(OwnAddresses.Contains(Address("93.184.215.99")));
    }

    [Fact]
    public void CheckName_NeedsTheDnsOperation()
    {
        EgressPolicy policy = Policy(Rule(PermissionMode.Allow, "dns", "dns://*.example.com"), Rule(PermissionMode.Allow, "http", "dns://other.test"));
        Assert.True(policy.CheckName("www.example.com").Allowed);
        Assert.Equal("permission denied, dns://other.test: blocked by network.dns policy", policy.CheckName("other.test").Reason);
    }

    [Fact]
    public void CheckAnswer_AddressThatCannotBeReached_IsNotTold()
    {
        EgressPolicy policy = PolicyWith(ScopePolicy.Allow);
        Assert.True(policy.CheckAnswer("a.test", Address("93.184.215.14")).Allowed);
        Assert.Equal("blocked outbound network access to dns://a.test: 10.0.0.1 is within restricted private range 10.0.0.0/8", policy.CheckAnswer("a.test", Address("10.0.0.1")).Reason);
        Assert.False(policy.CheckAnswer("a.test", Address("127.0.0.1")).Allowed);
        Assert.True(PolicyWith(ScopePolicy.Allow, 80).CheckAnswer("a.test", Address("127.0.0.1")).Allowed);
    }

    [Fact]
    public void Names_BeyondTheirCapacity_ForgetTheOldest()
    {
        var names = new ResolvedNames(3, TimeProvider.System);
        for (int i = 0; i < 5; i++) names.Add($"n{i}", [Address("1.1.1.1")]);
        names.Add("n3", [Address("1.1.1.1")]);
        Assert.Equal(3, names.Count);
        Assert.Equal(["n2", "n3", "n4"], names.Of(Address("1.1.1.1")).Order());
    }

    [Fact]
    public void Names_AfterTheirLifetime_AreForgotten()
    {
        var clock = new ManualClock();
        var names = new ResolvedNames(10, clock);
        names.Add("a", [Address("1.1.1.1")]);
        clock.Advance(ResolvedNames.Lifetime);
        Assert.Equal(["a"], names.Of(Address("1.1.1.1")));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(names.Of(Address("1.1.1.1")));
    }

    private static EgressDecision Check(EgressPolicy policy, string address, ushort port, bool datagrams = false) => policy.Check(new IpEndpoint(Address(address), port), datagrams);

    private static EgressPolicy Policy(params PermissionRule[] rules) => PolicyWith(new ScopePolicy(PermissionMode.Deny, rules));

    private static EgressPolicy PolicyWith(ScopePolicy network, params int[] exempt) =>
        new(new PolicyEngine(PermissionPolicy.DenyAll with { Network = network }), exempt, new ResolvedNames(100, TimeProvider.System), address => address == Address("93.184.215.99"));

    private static PermissionRule Rule(PermissionMode mode, string operation, string pattern) => new(mode, [operation], [pattern]);

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);
}
