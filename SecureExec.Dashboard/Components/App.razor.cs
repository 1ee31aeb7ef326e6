using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace SecureExec.Dashboard.Components;

/// <summary>The document around every page.</summary>
public sealed partial class App
{
    // Not prerendered: a page's content comes from the gateway, and rendering twice would ask twice.
    private static readonly IComponentRenderMode Interactive = new InteractiveServerRenderMode(prerender: false);

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    private IComponentRenderMode? PageMode => HttpContext.AcceptsInteractiveRouting() ? Interactive : null;

    // Before the first script runs, the document must already have the colours of the user's choice.
    private string Theme => HttpContext.Request.Cookies["secureexec-theme"] is "light" or "dark"
        ? HttpContext.Request.Cookies["secureexec-theme"]!
        : "system";
}
