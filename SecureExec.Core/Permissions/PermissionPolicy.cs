using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecureExec;

/// <summary>
/// What the guest may do, per scope. A scope left out (null) takes the product's default when the policy is resolved. Immutable.
/// JSON: <c>{"fs":"allow","network":{"default":"deny","rules":[{"mode":"allow","operations":["fetch"],"patterns":["tcp://example.com:443"]}]}}</c>;
/// the rules of <c>fs</c> say <c>paths</c> instead of <c>patterns</c>.
/// </summary>
[JsonConverter(typeof(PermissionPolicyJsonConverter))]
public sealed record PermissionPolicy
{
    /// <summary>The product's default: everything inside the VM, no network, registered tools.</summary>
    public static PermissionPolicy Default { get; } = new()
    {
        Fs = ScopePolicy.Allow,
        Network = ScopePolicy.Deny,
        ChildProcess = ScopePolicy.Allow,
        Process = ScopePolicy.Allow,
        Env = ScopePolicy.Allow,
        Tool = ScopePolicy.Allow,
    };

    /// <summary>Permits everything.</summary>
    public static PermissionPolicy AllowAll { get; } = Default with { Network = ScopePolicy.Allow };

    /// <summary>Denies everything.</summary>
    public static PermissionPolicy DenyAll { get; } = new()
    {
        Fs = ScopePolicy.Deny,
        Network = ScopePolicy.Deny,
        ChildProcess = ScopePolicy.Deny,
        Process = ScopePolicy.Deny,
        Env = ScopePolicy.Deny,
        Tool = ScopePolicy.Deny,
    };

    /// <summary>Files.</summary>
    public ScopePolicy? Fs { get; init; }

    /// <summary>Network.</summary>
    public ScopePolicy? Network { get; init; }

    /// <summary>Starting guest processes.</summary>
    public ScopePolicy? ChildProcess { get; init; }

    /// <summary>Looking at and signalling guest processes.</summary>
    public ScopePolicy? Process { get; init; }

    /// <summary>Environment variables.</summary>
    public ScopePolicy? Env { get; init; }

    /// <summary>Host tools.</summary>
    public ScopePolicy? Tool { get; init; }

    /// <summary>The scope's policy, or null when it is left out.</summary>
    public ScopePolicy? this[PermissionScope scope] => scope switch
    {
        PermissionScope.Fs => Fs,
        PermissionScope.Network => Network,
        PermissionScope.ChildProcess => ChildProcess,
        PermissionScope.Process => Process,
        PermissionScope.Env => Env,
        PermissionScope.Tool => Tool,
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };

    /// <summary>Reads the JSON form, strictly.</summary>
    /// <exception cref="JsonException">Something is unknown, missing or empty; the message names its place in the document.</exception>
    public static PermissionPolicy Parse(string json) => PermissionPolicyJson.Parse(json);

    /// <summary>The policy that takes effect: no policy is <see cref="Default"/>; else scopes left out take the default, except
    /// <see cref="Tool"/>, which is then denied (tools are permitted by themselves only when registered without a policy).</summary>
    public static PermissionPolicy Resolve(PermissionPolicy? custom) => custom is null ? Default : new PermissionPolicy
    {
        Fs = custom.Fs ?? Default.Fs,
        Network = custom.Network ?? Default.Network,
        ChildProcess = custom.ChildProcess ?? Default.ChildProcess,
        Process = custom.Process ?? Default.Process,
        Env = custom.Env ?? Default.Env,
        Tool = custom.Tool ?? ScopePolicy.Deny,
    };

    /// <summary>The same with one scope replaced.</summary>
    public PermissionPolicy With(PermissionScope scope, ScopePolicy? policy) => scope switch
    {
        PermissionScope.Fs => this with { Fs = policy },
        PermissionScope.Network => this with { Network = policy },
        PermissionScope.ChildProcess => this with { ChildProcess = policy },
        PermissionScope.Process => this with { Process = policy },
        PermissionScope.Env => this with { Env = policy },
        PermissionScope.Tool => this with { Tool = policy },
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };

    /// <summary>The same with one more rule; a scope left out starts from the product's default.</summary>
    public PermissionPolicy Append(ScopedPermissionRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ScopePolicy current = this[rule.Scope] ?? Default[rule.Scope]!;
        return With(rule.Scope, current.Append(rule.Rule));
    }

    /// <summary>The first fault in words that name its place, or null when the policy can be used.</summary>
    public string? FindError() => PolicyValidator.FindError(this);

    /// <summary>The JSON form; scopes left out are not written.</summary>
    public string ToJson() => PermissionPolicyJson.Write(this);
}
