using SecureExec.Protocol;

namespace SecureExec.Core.Tests.Protocol;

public sealed class LimitsJsonTests
{
    [Fact]
    public void Read_WrittenLimits_AreEqual()
    {
        ResourceLimits limits = ResourceLimits.Default with { V8HeapLimitMb = 64, MaxProcesses = 3 };
        Assert.Equal(limits, LimitsJson.Read(LimitsJson.Write(limits)));
    }
}
