using System.Globalization;
using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.X509;
using SecureExec.Kernel.Net;

namespace SecureExec.Sidecar.Crypto;

/// <summary>What a certificate says, in OpenSSL's words.</summary>
internal sealed class CertificateFacts(X509Certificate certificate)
{
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["2.5.4.3"] = "CN", ["2.5.4.4"] = "SN", ["2.5.4.5"] = "serialNumber", ["2.5.4.6"] = "C", ["2.5.4.7"] = "L", ["2.5.4.8"] = "ST", ["2.5.4.9"] = "street",
        ["2.5.4.10"] = "O", ["2.5.4.11"] = "OU", ["2.5.4.12"] = "title", ["2.5.4.13"] = "description", ["2.5.4.15"] = "businessCategory", ["2.5.4.17"] = "postalCode",
        ["2.5.4.42"] = "GN", ["2.5.4.43"] = "initials", ["2.5.4.46"] = "dnQualifier", ["2.5.4.97"] = "organizationIdentifier",
        ["1.2.840.113549.1.9.1"] = "emailAddress", ["0.9.2342.19200300.100.1.25"] = "DC", ["0.9.2342.19200300.100.1.1"] = "UID",
        ["1.3.6.1.4.1.311.60.2.1.1"] = "jurisdictionL", ["1.3.6.1.4.1.311.60.2.1.2"] = "jurisdictionST", ["1.3.6.1.4.1.311.60.2.1.3"] = "jurisdictionC",
    };

    private static readonly System.Buffers.SearchValues<char> Quoted = System.Buffers.SearchValues.Create("\",'\\\n\r\0");

    private readonly byte[] _raw = certificate.GetEncoded();

    public X509Certificate Certificate => certificate;

    /// <summary>The DER.</summary>
    public byte[] Raw => _raw;

    public string Pem => KeyWriter.Pem("CERTIFICATE", _raw);

    public IReadOnlyList<(string Name, string Value)> Subject => Names(certificate.SubjectDN);

    public IReadOnlyList<(string Name, string Value)> Issuer => Names(certificate.IssuerDN);

    public string ValidFrom => Time(certificate.NotBefore);

    public string ValidTo => Time(certificate.NotAfter);

    public string SerialNumber => Hex(certificate.SerialNumber.Abs().ToByteArrayUnsigned()) is { Length: > 0 } text ? text : "00";

    public string Fingerprint => string.Join(':', Hex(Digests.Compute(new Sha1Digest(), _raw)).Chunk(2).Select(pair => new string(pair)));

    public string Fingerprint256 => string.Join(':', Hex(Digests.Compute(new Sha256Digest(), _raw)).Chunk(2).Select(pair => new string(pair)));

    public string Fingerprint512 => string.Join(':', Hex(Digests.Compute(new Sha512Digest(), _raw)).Chunk(2).Select(pair => new string(pair)));

    /// <summary>Whether it may sign others.</summary>
    public bool IsAuthority => certificate.GetBasicConstraints() >= 0;

    /// <summary>Object identifiers of the extended key usage; null: there is none.</summary>
    public IReadOnlyList<string>? KeyUsages => certificate.GetExtendedKeyUsage() is { } usages ? [.. usages.Select(usage => usage.Id)] : null;

    /// <summary>The alternative names in one line; null: there are none.</summary>
    public string? SubjectAltName
    {
        get
        {
            var names = AltNames;
            return names.Count == 0 ? null : string.Join(", ", names.Select(name => $"{name.Kind}:{Quote(name.Value)}"));
        }
    }

    /// <summary>The alternative names.</summary>
    public IReadOnlyList<(string Kind, string Value)> AltNames
    {
        get
        {
            if (certificate.GetExtensionValue(X509Extensions.SubjectAlternativeName) is not { } value)
                return [];
            return [.. GeneralNames.GetInstance(Asn1Object.FromByteArray(value.GetOctets())).GetNames().Select(Describe)];
        }
    }

    /// <summary>Where more is known about the issuer, as "kind - place" lines; null: nothing is said.</summary>
    public string? InfoAccess
    {
        get
        {
            if (certificate.GetExtensionValue(X509Extensions.AuthorityInfoAccess) is not { } value)
                return null;
            var text = new StringBuilder();
            foreach (var description in AuthorityInformationAccess.GetInstance(Asn1Object.FromByteArray(value.GetOctets())).GetAccessDescriptions())
            {
                var kind = description.AccessMethod.Id switch { "1.3.6.1.5.5.7.48.1" => "OCSP", "1.3.6.1.5.5.7.48.2" => "CA Issuers", var other => other };
                var (name, place) = Describe(description.AccessLocation);
                text.Append(kind).Append(" - ").Append(name).Append(':').Append(Quote(place)).Append('\n');
            }
            return text.ToString();
        }
    }

    /// <summary>A name as OpenSSL prints it, one part a line.</summary>
    public static string Lines(IReadOnlyList<(string Name, string Value)> parts) => string.Join('\n', parts.Select(part => $"{part.Name}={part.Value}"));

    /// <summary>Whether the certificate is for a host: the name that fits; null: none.</summary>
    public string? MatchHost(string host, bool wildcards)
    {
        var names = AltNames.Where(name => name.Kind == "DNS").Select(name => name.Value).ToArray();
        if (names.Length == 0)
            names = [.. Subject.Where(part => part.Name == "CN").Select(part => part.Value)];
        return Array.Find(names, pattern => Matches(pattern, host, wildcards));
    }

    /// <summary>Whether the certificate is for an address.</summary>
    public bool MatchAddress(string address) => AltNames.Any(name => name.Kind == "IP Address" && IpAddress.TryParse(name.Value, out var own) && IpAddress.TryParse(address, out var given) && own.Equals(given));

    /// <summary>Whether the certificate is for an e-mail address.</summary>
    public bool MatchEmail(string address) => AltNames.Any(name => name.Kind == "email" && name.Value == address) || Subject.Any(part => part.Name == "emailAddress" && part.Value == address);

    private static bool Matches(string pattern, string host, bool wildcards)
    {
        if (string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase))
            return true;
        var star = pattern.IndexOf('*');
        var dot = host.IndexOf('.');
        if (!wildcards || star < 0 || dot < 0 || pattern.IndexOf('.') is var patternDot && patternDot < star || pattern.LastIndexOf('*') != star)
            return false;
        var (before, after) = (pattern[..star], pattern[(star + 1)..]);
        return patternDot >= 0 && pattern.IndexOf('.', patternDot + 1) >= 0 && host.Length >= pattern.Length && host.StartsWith(before, StringComparison.OrdinalIgnoreCase)
            && host.EndsWith(after, StringComparison.OrdinalIgnoreCase) && host[before.Length..(host.Length - after.Length)].IndexOf('.') < 0;
    }

    private static IReadOnlyList<(string, string)> Names(X509Name name)
    {
        var (oids, values) = (name.GetOidList(), name.GetValueList());
        return [.. oids.Zip(values, (oid, value) => (ShortNames.GetValueOrDefault(oid.Id, oid.Id), value))];
    }

    private static (string Kind, string Value) Describe(GeneralName name) => name.TagNo switch
    {
        GeneralName.DnsName => ("DNS", name.Name.ToString()!),
        GeneralName.Rfc822Name => ("email", name.Name.ToString()!),
        GeneralName.UniformResourceIdentifier => ("URI", name.Name.ToString()!),
        GeneralName.IPAddress => ("IP Address", Address(Asn1OctetString.GetInstance(name.Name).GetOctets())),
        GeneralName.DirectoryName => ("DirName", string.Join(", ", Names(X509Name.GetInstance(name.Name)).Select(part => $"{part.Item1} = {part.Item2}"))),
        GeneralName.RegisteredID => ("Registered ID", name.Name.ToString()!),
        GeneralName.OtherName => ("othername", "<unsupported>"),
        _ => ("unsupported", "<unsupported>"),
    };

    // OpenSSL prints all eight groups of an IPv6 address.
    private static string Address(byte[] bytes) => bytes.Length switch
    {
        4 => string.Join('.', bytes),
        16 => string.Join(':', Enumerable.Range(0, 8).Select(i => (bytes[2 * i] << 8 | bytes[2 * i + 1]).ToString("X", CultureInfo.InvariantCulture))),
        _ => "<invalid>",
    };

    // Names with characters that would change the meaning of the line stand in JSON's quotes.
    private static string Quote(string value) =>
        value.AsSpan().ContainsAny(Quoted) ? $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\0", "\\u0000", StringComparison.Ordinal)}\"" : value;

    private static string Time(DateTime time) => $"{time.ToString("MMM", CultureInfo.InvariantCulture)} {time.Day,2} {time.ToString("HH:mm:ss yyyy", CultureInfo.InvariantCulture)} GMT";

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);
}
