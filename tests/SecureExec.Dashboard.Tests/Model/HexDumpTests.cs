using System.Text;
using SecureExec.Dashboard.Model;

namespace SecureExec.Dashboard.Tests.Model;

public sealed class HexDumpTests
{
    [Fact]
    public void Format_MoreThanOneLine_AlignsTheLast() => Assert.Equal(
        "00000000  41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50  ABCDEFGHIJKLMNOP\n"
        + "00000010  00 7f                                             ..\n",
        HexDump.Format(Encoding.ASCII.GetBytes("ABCDEFGHIJKLMNOP\0\u007f")));

    [Fact]
    public void Format_Empty_IsEmpty() => Assert.Equal("", HexDump.Format([]));
}
