using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SecureExec.Gateway.Configuration;

namespace SecureExec.Gateway.Auth;

/// <summary>
/// The API key: preset by <c>SECUREEXEC_API_KEY</c>, else read from the data directory, else made there at the first start.
/// The file keeps the key itself, readable by its owner only, so that it can be shown again.
/// </summary>
internal sealed partial class ApiKeyStore(
    IOptions<GatewayOptions> options, DataDirectory directory, ConsoleNotice notice, ILogger<ApiKeyStore> logger)
{
    /// <summary>Name of the file in the data directory.</summary>
    public const string FileName = "api-key";

    private const string Prefix = "sek_";
    private const int MinLength = 16;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock _lock = new();
    private byte[]? _hash;

    /// <summary>Finds or makes the key and says where it is.</summary>
    /// <exception cref="InvalidOperationException">The preset or kept key is not usable.</exception>
    public void Open()
    {
        lock (_lock)
            _hash ??= Hash(Load());
    }

    /// <summary>Whether <paramref name="candidate"/> is the key, in a time that does not depend on the characters.</summary>
    public bool Matches(string candidate)
    {
        if (_hash is null)
            Open();

        return CryptographicOperations.FixedTimeEquals(Hash(candidate), _hash);
    }

    private string Load()
    {
        if (!string.IsNullOrEmpty(options.Value.ApiKey))
        {
            LogPreset(GatewayOptions.ApiKeyVariable);
            return Checked(options.Value.ApiKey, GatewayOptions.ApiKeyVariable);
        }

        var path = directory.File(FileName);
        if (!File.Exists(path) && TryCreate(path) is { } created)
        {
            notice.Show("SecureExec API key, made at this first start:", "", "    " + created, "", "It is kept in " + path);
            return created;
        }

        LogKept(path);
        return Checked(File.ReadAllText(path).Trim(), path);
    }

    /// <summary>Makes the key in one step, or gives null when another gateway was faster.</summary>
    private static string? TryCreate(string path)
    {
        var key = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var draft = $"{path}.{Guid.NewGuid():N}";
        try
        {
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                create.UnixCreateMode = OwnerOnly;
            using (var file = new FileStream(draft, create))
            {
                file.Write(Encoding.ASCII.GetBytes(key + "\n"));
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
            return key;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
            return null;
        }
    }

    private static string Checked(string key, string source) =>
        key.Length >= MinLength && !key.Any(c => c is <= ' ' or > '~')
            ? key
            : throw new InvalidOperationException(
                $"The API key in {source} is not usable: at least {MinLength} printable ASCII characters without spaces are needed.");

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    [LoggerMessage(Level = LogLevel.Information, Message = "The API key is preset by {Variable}.")]
    private partial void LogPreset(string variable);

    [LoggerMessage(Level = LogLevel.Information, Message = "The API key is kept in {Path}.")]
    private partial void LogKept(string path);
}
