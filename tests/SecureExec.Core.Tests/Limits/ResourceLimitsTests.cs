using System.Text.Json;

namespace SecureExec.Core.Tests.Limits;

public sealed class ResourceLimitsTests
{
    private static readonly ResourceLimitsJsonConverter s_converter = new();

    [Fact]
    public void Table_NamesEveryLimitOfTheRecord()
    {
        IEnumerable<string> properties = typeof(ResourceLimits).GetProperties()
            .Where(p => p.Name != nameof(ResourceLimits.Default) && p.GetIndexParameters().Length == 0)
            .Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]);
        Assert.Equal(properties.Order(), LimitTable.All.Select(l => l.Name).Order());
    }

    [Fact]
    public void Default_IsValid() => Assert.Empty(ResourceLimits.Default.Validate());

    [Fact]
    public void Table_EachLimit_ReadsAndChangesItsOwnProperty()
    {
        foreach (LimitDescriptor limit in LimitTable.All)
        {
            ResourceLimits changed = limit.With(ResourceLimits.Default, limit.Min);
            Assert.Equal(limit.Min, limit.Get(changed));
            Assert.Equal(ResourceLimits.Default, limit.With(changed, limit.Get(ResourceLimits.Default)));
            Assert.InRange(limit.Max, limit.Min + 1, 1_000_000_000_000_000);
        }
    }

    [Fact]
    public void Validate_OutOfRange_NamesEachLimit()
    {
        ResourceLimits limits = ResourceLimits.Default with { V8HeapLimitMb = 0, MaxFilesystemBytes = long.MaxValue };
        Assert.Equal(2, limits.Validate().Count);
        Assert.Contains("limits.v8HeapLimitMb must be from 8 to 16384 MiB, not 0.", limits.Validate());
        Assert.Contains("maxFilesystemBytes", Assert.Throws<ArgumentException>(() => limits.EnsureValid()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_GoesThereAndBackAndKeepsDefaults()
    {
        ResourceLimits limits = Read("""{"v8HeapLimitMb":64,"cpuTimeLimitMs":1000}""");
        Assert.Equal(ResourceLimits.Default with { V8HeapLimitMb = 64, CpuTimeLimitMs = 1000 }, limits);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            s_converter.Write(writer, limits, JsonSerializerOptions.Default);
        }

        Assert.Equal(limits, Read(System.Text.Encoding.UTF8.GetString(stream.ToArray())));
    }

    [Theory]
    [InlineData("[]", "must be an object")]
    [InlineData("""{"heap":1}""", "limits.heap is not known; known are v8HeapLimitMb")]
    [InlineData("""{"cpuCount":1,"cpuCount":2}""", "limits.cpuCount is given twice")]
    [InlineData("""{"cpuCount":"1"}""", "limits.cpuCount must be a whole number of processors")]
    [InlineData("""{"cpuCount":1.5}""", "limits.cpuCount must be a whole number")]
    [InlineData("""{"cpuCount":0}""", "limits.cpuCount must be from 1 to 256")]
    [InlineData("""{"maxOpenFds":99999999999}""", "limits.maxOpenFds must be from 3")]
    public void Json_Fault_NamesTheLimit(string json, string message) =>
        Assert.Contains(message, Assert.Throws<JsonException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Budget_ChargesUpToItsLimit()
    {
        var budget = new Budget(10);
        Assert.True(budget.TryCharge(7));
        Assert.False(budget.TryCharge(4));
        Assert.True(budget.TryCharge(3));
        Assert.False(budget.TryCharge(long.MaxValue));
        budget.Release(5);
        Assert.Equal((5, 5, 10), (budget.Used, budget.Free, budget.Peak));
        Assert.Throws<InvalidOperationException>(() => budget.Release(6));
    }

    [Fact]
    public async Task Budget_FromManyThreads_NeverPassesItsLimit()
    {
        var budget = new Budget(1000);
        long charged = (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            long mine = 0;
            for (int i = 0; i < 1000; i++)
            {
                mine += budget.TryCharge(1) ? 1 : 0;
            }

            return mine;
        })))).Sum();
        Assert.Equal(1000, charged);
        Assert.Equal(1000, budget.Used);
    }

    private static ResourceLimits Read(string json)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
        reader.Read();
        return s_converter.Read(ref reader, typeof(ResourceLimits), JsonSerializerOptions.Default);
    }
}
