using SecureExec.Sidecar.Crypto.Tls;

namespace SecureExec.Sidecar.Tests.Crypto;

public sealed class TlsRecordBoundsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Next_OfAStreamInPieces_EndsWhereRecordsEnd(int piece)
    {
        byte[] stream = [23, 3, 3, 0, 2, 1, 2, 23, 3, 3, 0, 0, 23, 3, 3, 0, 9, .. new byte[9], 21, 3, 3, 0, 1, 0];
        var bounds = new TlsRecordBounds();
        var ends = new List<int>();
        for (var at = 0; at < stream.Length;)
        {
            var taken = bounds.Next(stream.AsSpan(at, Math.Min(piece, stream.Length - at)));
            Assert.InRange(taken, 1, Math.Min(piece, stream.Length - at));
            at += taken;
            ends.Add(at);
        }
        Assert.Subset(new HashSet<int>(ends), new HashSet<int> { 7, 12, 26, 32 });
    }
}
