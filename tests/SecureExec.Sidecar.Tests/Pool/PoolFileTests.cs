using System.Net;
using System.Net.Http.Json;
using SecureExec.Contracts;

namespace SecureExec.Sidecar.Tests.Pool;

public sealed class PoolFileTests
{
    [Fact]
    public async Task Put_File_CanBeReadBack()
    {
        await using var server = await PoolServer.StartAsync();
        var files = $"/runtimes/{(await server.CreateAsync()).Id}/files/";

        var put = await server.Client.PutAsync(files + "new/a%20b.bin", new ByteArrayContent([0, 255, 1]));
        var get = await server.Client.GetAsync(files + "new/a%20b.bin");

        Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
        Assert.Equal(new byte[] { 0, 255, 1 }, await get.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/octet-stream", get.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", get.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(Assert.Single(server.Factory.Guests).Files.ContainsKey("/new/a b.bin"));
    }

    [Fact]
    public async Task Get_Directory_IsListedByName()
    {
        await using var server = await PoolServer.StartAsync("--Pool:MaxListedEntries=2");
        var runtime = await server.CreateAsync("""{"files":{"/d/c":"1","/d/a":"22","/d/b":""}}""");

        var listing = await server.Client.GetFromJsonAsync($"/runtimes/{runtime.Id}/files/d/", ContractsJsonContext.Default.FileListing);

        Assert.Equal("/d", listing!.Path);
        Assert.Equal([("a", 2L), ("b", 0L)], listing.Entries.Select(e => (e.Name, e.Size)));
        Assert.True(listing.Truncated);
    }

    [Fact]
    public async Task Get_MissingFile_Returns404()
    {
        await using var server = await PoolServer.StartAsync();
        var runtime = await server.CreateAsync();

        var response = await server.Client.GetAsync($"/runtimes/{runtime.Id}/files/nothing");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("ENOENT", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Put_LongFile_Returns413(bool lengthKnown)
    {
        await using var server = await PoolServer.StartAsync("--Pool:MaxFileBytes=10");
        var runtime = await server.CreateAsync();
        var request = new HttpRequestMessage(HttpMethod.Put, $"/runtimes/{runtime.Id}/files/a") { Content = new ByteArrayContent(new byte[11]) };
        request.Headers.TransferEncodingChunked = !lengthKnown;

        var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(Assert.Single(server.Factory.Guests).Files);
    }

    [Fact]
    public async Task Get_LongFile_IsRefused()
    {
        await using var server = await PoolServer.StartAsync("--Pool:MaxFileBytes=10");
        var runtime = await server.CreateAsync("""{"files":{"/a":"12345678901"}}""");

        var response = await server.Client.GetAsync($"/runtimes/{runtime.Id}/files/a");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("d/")]
    public async Task Put_Directory_Returns400(string path)
    {
        await using var server = await PoolServer.StartAsync();
        var runtime = await server.CreateAsync();

        var response = await server.Client.PutAsync($"/runtimes/{runtime.Id}/files/{path}", new ByteArrayContent([]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
