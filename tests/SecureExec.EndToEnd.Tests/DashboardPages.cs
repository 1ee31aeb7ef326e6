using Microsoft.Playwright;

namespace SecureExec.EndToEnd.Tests;

/// <summary>What a user does on the dashboard's pages, step by step.</summary>
/// <param name="page">The tab.</param>
/// <param name="address">Address of the dashboard.</param>
internal sealed class DashboardPages(IPage page, Uri address)
{
    public ILocator Outcome => page.Locator("#outcome");

    public ILocator Value => page.Locator("#value");

    public ILocator FileContent => page.Locator("#file-content");

    /// <summary>Rows of guest processes, without init.</summary>
    public ILocator Processes => page.Locator(".processes tbody tr:has(button)");

    public ILocator PolicyErrors => page.Locator("#policy-errors");

    public async Task SignInAsync(string apiKey)
    {
        await page.GotoAsync(address.ToString());
        await page.FillAsync("#api-key", apiKey);
        await page.ClickAsync("button[type=submit]");
    }

    public Task SignOutAsync() => page.ClickAsync("[aria-label='Sign out']");

    public async Task CreateRuntimeAsync(string name)
    {
        await page.ClickAsync("#new-runtime");
        await page.GetByLabel("Name").FillAsync(name);
        await page.ClickAsync("#create-runtime");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(name);
    }

    public Task WriteCodeAsync(string code) => page.GetByLabel("Code").FillAsync(code);

    public Task RunAsync() => page.ClickAsync("#run");

    public Task ToggleFileAsync(string name) => page.ClickAsync($"[role=treeitem][data-path='{name}']");

    public Task KillAsync(ILocator process) => process.Locator("button.danger").ClickAsync();

    public ILocator RuntimeLink(string name) => page.Locator(".row-link").GetByText(name, new() { Exact = true });

    public async Task GoToRuntimesAsync()
    {
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("nav, .nav").GetByText("Runtimes", new() { Exact = true }).First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Runtimes");
    }

    public async Task GoToPoliciesAsync()
    {
        await page.Locator("nav, .nav").GetByText("Policies", new() { Exact = true }).First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Policies");
    }

    public async Task StartPolicyAsync(string name, string document)
    {
        await page.ClickAsync("#new-policy");
        await page.FillAsync("#policy-name", name);
        await WritePolicyAsync(document);
    }

    public Task WritePolicyAsync(string document) => page.FillAsync("#policy-text", document);

    public Task SavePolicyAsync() => page.ClickAsync("#save-policy");

    public ILocator PolicyLink(string name) => page.Locator(".policy-list a").GetByText(name, new() { Exact = true });

    public async Task UseDarkThemeAsync()
    {
        await page.ClickAsync("[data-shortcut='t']");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }
}
