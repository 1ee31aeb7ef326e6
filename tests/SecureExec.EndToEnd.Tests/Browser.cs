using Microsoft.Playwright;

namespace SecureExec.EndToEnd.Tests;

/// <summary>A headless Chromium of this machine.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string ScreenshotSwitch = "SECUREEXEC_SCREENSHOTS";

    // Milliseconds; for a machine that is busy with other tests.
    private const float Patience = 60_000;

    private static readonly string[] Candidates =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-quic",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _complaints = [];

    private Browser(IPlaywright playwright, IBrowser browser, IPage page)
    {
        _playwright = playwright;
        _browser = browser;
        Page = page;
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") _complaints.Add(message.Text);
        };
        page.Request += (_, request) =>
        {
            var host = new Uri(request.Url).Host;
            if (host is not ("127.0.0.1" or "")) _complaints.Add($"A request left this machine: {request.Url}");
        };
    }

    /// <summary>The one tab.</summary>
    public IPage Page { get; }

    /// <summary>Script errors, and requests to other machines.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Starts it with a light, 1280 by 800 window.</summary>
    /// <exception cref="InvalidOperationException">There is no Chromium.</exception>
    public static async Task<Browser> StartAsync()
    {
        var executable = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? Candidates.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No Chromium: run `apt-get install chromium`, or set CHROMIUM_PATH.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Arguments });
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = 1280, Height = 800 },
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        return new Browser(playwright, browser, await context.NewPageAsync());
    }

    /// <summary>
    /// Takes a picture of the window: into <c>docs/images</c> when SECUREEXEC_SCREENSHOTS is set, else beside the test's output, so that
    /// an ordinary run changes no file of the repository.
    /// </summary>
    public async Task ShootAsync(string name)
    {
        var isForDocs = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ScreenshotSwitch));
        var folder = isForDocs
            ? Path.Combine(BuildFacts.RepositoryRoot, "docs", "images")
            : Path.Combine(AppContext.BaseDirectory, "screenshots");
        await Page.EvaluateAsync("window.scrollTo(0, 0)");
        await Page.Mouse.MoveAsync(0, 0);
        await Page.ScreenshotAsync(new()
        {
            Path = Path.Combine(folder, name + ".png"),
            Animations = ScreenshotAnimations.Disabled,
            Caret = ScreenshotCaret.Hide,
            Style = "#mud-snackbar-container { display: none }",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
