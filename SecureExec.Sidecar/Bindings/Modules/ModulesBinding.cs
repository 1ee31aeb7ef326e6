using System.Text;
using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Url;

namespace SecureExec.Sidecar.Bindings;

/// <summary>
/// <c>internalBinding('modules')</c>: package configurations for both loaders, and a compile cache that says that it is off: V8 trusts
/// cached code like machine code, so none may come from files that a guest can write (see <see cref="CodeCaches"/>).
/// </summary>
internal static unsafe class ModulesBinding
{
    private const int CompileCacheDisabled = 3;

    public static void Define(BindingBuilder b) => b
        .Function("readPackageJSON", &ReadPackageJson)
        .Function("parsePackageJSON", &ParsePackageJson)
        .Function("getNearestParentPackageJSON", &GetNearestParent)
        .Function("getNearestParentPackageJSONType", &GetNearestParentType)
        .Function("getPackageScopeConfig", &GetPackageScopeConfig)
        .Function("getPackageType", &GetPackageType)
        .Function("enableCompileCache", &EnableCompileCache)
        .Function("getCompileCacheDir", &GetCompileCacheDir)
        .Function("flushCompileCache", &FlushCompileCache)
        .Function("getCompileCacheEntry", &GetCompileCacheEntry)
        .Function("saveCompileCacheEntry", &FlushCompileCache);

    // (path, isESM, base, specifier)
    private static void ReadPackageJson(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path))
            return;
        var realm = info.Realm;
        if (realm.State<PackageConfigs>().Read(realm.Guest.Sys, path, out var invalid) is { } config)
        {
            info.Return(ArrayOf(realm, config));
            return;
        }
        if (!invalid)
            return;
        if (info.IsTrue(1) && info.IsString(2) && GuestPaths.FromFileUrl(V8.Text(info.Isolate, info[2])) is { } importer)
            Invalid(info, $"{path} while importing \"{info.Text(3)}\" from {importer}");
        else
            Invalid(info, path);
    }

    // (source, path)
    private static void ParsePackageJson(CallInfo info)
    {
        if (info.RequireString(0, "source") is not { } source || !FsArgs.Path(info, 1, out var path))
            return;
        if (PackageConfigParser.Parse(path, Encoding.UTF8.GetBytes(source)) is { } config)
            info.Return(NewArray(info.Realm, config));
        else
            Invalid(info, path);
    }

    private static void GetNearestParent(CallInfo info)
    {
        if (Nearest(info) is { } config)
            info.Return(ArrayOf(info.Realm, config));
    }

    private static void GetNearestParentType(CallInfo info)
    {
        if (Nearest(info) is { } config)
            info.Return(config.Type);
    }

    private static void GetPackageScopeConfig(CallInfo info)
    {
        var config = Scope(info, out var last);
        if (config != null)
            info.Return(ArrayOf(info.Realm, config));
        else if (last != null)
            info.Return(last);
    }

    private static void GetPackageType(CallInfo info)
    {
        if (Scope(info, out _) is { Type: not "none" } config)
            info.Return(config.Type);
    }

    private static PackageConfig? Nearest(CallInfo info)
    {
        if (!FsArgs.Path(info, 0, out var path))
            return null;
        var config = info.Realm.State<PackageConfigs>().Nearest(info.Realm.Guest.Sys, path, out var invalid);
        if (invalid != null)
            Invalid(info, invalid);
        return config;
    }

    // Walks up the URL of a module. Without a configuration last is the path of the last file that was looked for; null: an exception is pending.
    private static PackageConfig? Scope(CallInfo info, out string? last)
    {
        last = null;
        if (info.RequireString(0, "resolved") is not { } resolved)
            return null;
        if (UrlParser.Parse(resolved, null) is not { OpaquePath: null } url)
        {
            info.ThrowTypeError("Invalid URL", "ERR_INVALID_URL");
            return null;
        }
        if (url.SchemeType != UrlSchemeType.File)
        {
            info.ThrowTypeError("The URL must be of scheme file", "ERR_INVALID_URL_SCHEME");
            return null;
        }
        var (sys, configs) = (info.Realm.Guest.Sys, info.Realm.State<PackageConfigs>());
        for (var directories = Math.Max(0, url.Path.Count - 1); ; directories--)
        {
            var path = GuestPaths.FromSegments(url.Path.Take(directories).Append("package.json"));
            if (directories == 0 || url.Path[directories - 1] != "node_modules")
            {
                if (configs.Read(sys, path, out var invalid) is { } config)
                    return config;
                if (invalid)
                {
                    Invalid(info, path);
                    return null;
                }
                if (directories > 0)
                    continue;
            }
            last = path;
            return null;
        }
    }

    private static void Invalid(CallInfo info, string what) => info.Throw($"Invalid package config {what}.", "ERR_INVALID_PACKAGE_CONFIG");

    private static nint ArrayOf(Realm realm, PackageConfig config)
    {
        if (config.Array == 0)
            config.Array = realm.Keep(NewArray(realm, config));
        return config.Array;
    }

    private static nint NewArray(Realm realm, PackageConfig config)
    {
        var iso = realm.Isolate;
        return V8.Array(iso, [Text(config.Name), Text(config.Main), Text(config.Type), Text(config.Imports), Text(config.Exports), Text(config.Path)]);

        nint Text(string? text) => text == null ? V8.Undefined(iso) : V8.Str(iso, text);
    }

    // Compiled code of guests is not kept on disk: a program could read or forge another one's.
    private static void EnableCompileCache(CallInfo info)
    {
        if (!info.IsString(0))
            info.ThrowTypeError("cacheDir should be a string");
        else
            info.Return(V8.Array(info.Isolate, [V8.Int(info.Isolate, CompileCacheDisabled), V8.Str(info.Isolate, "The compile cache is disabled in the sandbox"), V8.Undefined(info.Isolate)]));
    }

    private static void GetCompileCacheDir(CallInfo info) => info.Return("");

    private static void FlushCompileCache(CallInfo info)
    {
    }

    // No entry: the caller compiles.
    private static void GetCompileCacheEntry(CallInfo info)
    {
    }
}
