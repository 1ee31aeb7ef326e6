using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('config')</c>: how the binary was built, from the archive, and the default locale.</summary>
internal static unsafe class ConfigBinding
{
    /// <summary>The one locale of every guest: V8's default, independent of the host's settings.</summary>
    private const string Locale = "en-US";

    // There is no inspector and no tracing agent behind our bindings: the library then leaves their modules out.
    public static void Define(BindingBuilder b) => b
        .Value("hasInspector", false)
        .Value("hasTracing", false)
        // There is a crypto binding: OpenSSL's part is played by a managed library.
        .Value("hasOpenSSL", true)
        .Value("fipsMode", false)
        .Function("getDefaultLocale", &GetDefaultLocale);

    private static void GetDefaultLocale(CallInfo info) => info.Return(Locale);
}
