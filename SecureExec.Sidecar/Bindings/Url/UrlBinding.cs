using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Url;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('url')</c>: the parser behind the URL class.</summary>
internal static unsafe class UrlBinding
{
    public static void Define(BindingBuilder b)
    {
        b.SharedUint32("urlComponents", UrlComponents.Count, out var components);
        b.Realm.State<UrlState>().Components = components;
        b.Function("domainToASCII", &DomainToAscii)
            .Function("domainToUnicode", &DomainToUnicode)
            .Function("format", &Format)
            .Function("getOrigin", &GetOrigin)
            .Function("parse", &Parse)
            .Function("pathToFileURL", &PathToFileUrl)
            .Function("update", &Update)
            .Function("canParse", &CanParse);
    }

    private static void DomainToAscii(CallInfo info)
    {
        if (info.RequireString(0, "domain") is { } domain)
            info.Return(NodeUrl.DomainToAscii(domain));
    }

    private static void DomainToUnicode(CallInfo info)
    {
        if (info.RequireString(0, "domain") is { } domain)
            info.Return(NodeUrl.DomainToUnicode(domain));
    }

    private static void Format(CallInfo info)
    {
        if (info.RequireString(0, "href") is { } href)
            info.Return(NodeUrl.Format(href, info.IsTrue(1), info.IsTrue(2), info.IsTrue(3), info.IsTrue(4)));
    }

    private static void GetOrigin(CallInfo info)
    {
        if (info.RequireString(0, "url") is not { } href)
            return;
        if (NodeUrl.Origin(href) is { } origin)
            info.Return(origin);
        else
            info.ThrowTypeError("Invalid URL", "ERR_INVALID_URL");
    }

    private static void Parse(CallInfo info)
    {
        if (info.RequireString(0, "input") is not { } input || !TryOptionalText(info, 1, out var baseUrl))
            return;
        if (NodeUrl.Parse(input, baseUrl) is { } url)
            Answer(info, url);
        else if (info.IsTrue(2))
            ThrowInvalid(info, input, baseUrl);
    }

    private static void CanParse(CallInfo info)
    {
        if (info.RequireString(0, "input") is { } input && TryOptionalText(info, 1, out var baseUrl))
            info.Return(NodeUrl.CanParse(input, baseUrl));
    }

    private static void PathToFileUrl(CallInfo info)
    {
        if (info.RequireString(0, "path") is not { } path || !TryOptionalText(info, 2, out var host))
            return;
        if (NodeUrl.PathToFileUrl(path, info.IsTrue(1), host) is { } url)
            Answer(info, url);
        else
            ThrowInvalid(info, path, host);
    }

    private static void Update(CallInfo info)
    {
        if (info.RequireString(0, "href") is not { } href || info.RequireString(2, "value") is not { } value)
            return;
        var part = info.IsNumber(1) ? info.Int32(1) : -1;
        if (part is >= (int)UrlPart.Protocol and <= (int)UrlPart.Href && NodeUrl.Update(href, (UrlPart)part, value) is { } url)
            Answer(info, url);
        else
            info.Return(false);
    }

    private static void Answer(CallInfo info, SerializedUrl url)
    {
        url.Components.CopyTo(new Span<uint>(info.Realm.State<UrlState>().Components, UrlComponents.Count));
        info.Return(url.Href);
    }

    private static bool TryOptionalText(CallInfo info, int index, out string? text)
    {
        text = null;
        return info.IsUndefined(index) || (text = info.RequireString(index, "base")) is not null;
    }

    private static void ThrowInvalid(CallInfo info, string input, string? baseUrl)
    {
        var iso = info.Isolate;
        var error = V8Api.NewTypeError(V8.Str(iso, "Invalid URL"), 0);
        V8.Set(iso, info.Context, error, "code", V8.Str(iso, "ERR_INVALID_URL"));
        V8.Set(iso, info.Context, error, "input", V8.Str(iso, input));
        if (baseUrl is not null)
            V8.Set(iso, info.Context, error, "base", V8.Str(iso, baseUrl));
        V8Api.ThrowException(iso, error);
    }
}
