using System.Text.Json;
using SecureExec.Contracts;

namespace SecureExec.Gateway.Tests.Contracts;

public sealed class FileContentTests
{
    [Theory]
    [InlineData("{\"code\":\"\",\"files\":{\"/a\":\"\\u00fc\"}}", new byte[] { 0xC3, 0xBC })]
    [InlineData("{\"code\":\"\",\"files\":{\"/a\":{\"base64\":\"AP8=\"}}}", new byte[] { 0x00, 0xFF })]
    public void Read_TextOrBase64_GivesTheBytes(string json, byte[] expected)
    {
        var run = JsonSerializer.Deserialize(json, ContractsJsonContext.Default.RunRequest)!;

        Assert.Equal(expected, run.Files!["/a"].Bytes.ToArray());
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0x0A })]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[0])]
    public void Write_AnyBytes_AreReadBackTheSame(byte[] bytes)
    {
        var run = new RunRequest { Code = "", Files = new Dictionary<string, FileContent> { ["/a"] = FileContent.FromBytes(bytes) } };

        var copy = JsonSerializer.Deserialize(
            JsonSerializer.Serialize(run, ContractsJsonContext.Default.RunRequest), ContractsJsonContext.Default.RunRequest)!;

        Assert.Equal(bytes, copy.Files!["/a"].Bytes.ToArray());
    }
}
