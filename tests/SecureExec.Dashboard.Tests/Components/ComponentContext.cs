using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using SecureExec.Dashboard.Client;
using SecureExec.Dashboard.Model;
using SecureExec.Dashboard.Tests.Fakes;

namespace SecureExec.Dashboard.Tests.Components;

/// <summary>A renderer with the dashboard's services and a fake gateway.</summary>
public abstract class ComponentContext : IAsyncLifetime
{
    protected ComponentContext()
    {
        Context = new BunitContext();
        Context.JSInterop.Mode = JSRuntimeMode.Loose;
        Context.Services.AddMudServices();
        Context.Services.AddSingleton<IGatewayClient>(Gateway);
        Context.Services.AddSingleton(TimeProvider.System);
        Context.Services.AddScoped<RuntimeFeed>();
    }

    protected BunitContext Context { get; }

    internal FakeGatewayClient Gateway { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Context.DisposeAsync();
}
