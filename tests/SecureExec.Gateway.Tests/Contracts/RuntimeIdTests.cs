using SecureExec.Contracts;

namespace SecureExec.Gateway.Tests.Contracts;

public sealed class RuntimeIdTests
{
    [Fact]
    public void Create_ValidNode_CanBeRoutedBack()
    {
        var id = RuntimeId.Create("node7");

        Assert.True(RuntimeId.TryGetNode(id, out var node));
        Assert.Equal("node7", node);
    }

    [Fact]
    public void Create_Twice_GivesDifferentIds() => Assert.NotEqual(RuntimeId.Create("a"), RuntimeId.Create("a"));

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a-b")]
    [InlineData("../x")]
    [InlineData("a23456789012345678901234567890123")]
    public void Create_UnusableNode_Throws(string node) => Assert.Throws<ArgumentException>(() => RuntimeId.Create(node));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("rt-")]
    [InlineData("rt-a")]
    [InlineData("rt--aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("rt-a-aaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("rt-a-aaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("rt-a-aaaaaaaaaaaaaaaaaaaaaaaaa/")]
    [InlineData("rt-a/b-aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("xx-a-aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void TryGetNode_NotAnId_ReturnsFalse(string? id) => Assert.False(RuntimeId.TryGetNode(id, out _));
}
