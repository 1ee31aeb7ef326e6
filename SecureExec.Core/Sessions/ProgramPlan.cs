using System.Text;
using System.Text.Json;
using SecureExec.Protocol;

namespace SecureExec.Sessions;

/// <summary>Turns the options of a run into what the worker is told. All checks are made here, before anything starts.</summary>
internal static class ProgramPlan
{
    /// <summary>A program given as text.</summary>
    /// <exception cref="ArgumentException">An option is invalid or contradicts another; the message names it.</exception>
    internal static ProgramConfig ForSource(string code, RunOptions options)
    {
        if (Encoding.UTF8.GetByteCount(code) > ProtocolLimits.MaxTextBytes) throw new ArgumentException($"The code is larger than {ProtocolLimits.MaxTextBytes} bytes.", nameof(code));
        string? fileName = options.FileName is null ? null : GuestPaths.Check(options.FileName, nameof(options.FileName));
        (SourceLanguage language, SourceFormat format) = Kind(fileName, options);
        ProgramConfig common = Common(options);
        if (fileName is not null) return common with { Kind = ProgramKind.File, Args = [fileName, .. options.Args] };
        return common with
        {
            Kind = (language, format) switch
            {
                (SourceLanguage.JavaScript, SourceFormat.Module) => ProgramKind.Module,
                (SourceLanguage.JavaScript, SourceFormat.CommonJs) => ProgramKind.CommonJs,
                (SourceLanguage.TypeScript, SourceFormat.Module) => ProgramKind.TypeScriptModule,
                (SourceLanguage.TypeScript, SourceFormat.CommonJs) => ProgramKind.TypeScriptCommonJs,
                _ => throw OptionCheck.Invalid(nameof(RunOptions.Language), $"{nameof(options.Language)} or {nameof(options.Format)} is no member of its enumeration."),
            },
            Source = code,
            Args = options.Args,
        };
    }

    /// <summary>A program of the command line, run as node itself would: <c>-e</c> and <c>-p</c>.</summary>
    internal static ProgramConfig ForNode(ProgramKind kind, string code, RunOptions options) => Common(options) with { Kind = kind, Source = code, Args = options.Args };

    /// <summary>A file of the VM, as <c>node FILE args</c>.</summary>
    /// <exception cref="ArgumentException">An option is invalid or contradicts another; the message names it.</exception>
    internal static ProgramConfig ForFile(string path, RunOptions options)
    {
        if (string.IsNullOrEmpty(path) || path.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("The path is empty or holds a NUL character.", nameof(path));
        if (options.FileName is not null) throw OptionCheck.Invalid(nameof(RunOptions.FileName), $"{nameof(options.FileName)} is for code given as text; the file has its own name.");
        if (options.Language is not null) throw OptionCheck.Invalid(nameof(RunOptions.Language), $"{nameof(options.Language)} is for code given as text; a file's extension says it.");
        if (options.Format is not null) throw OptionCheck.Invalid(nameof(RunOptions.Format), $"{nameof(options.Format)} is for code given as text; a file's extension or package says it.");
        return Common(options) with { Kind = ProgramKind.File, Args = [path, .. options.Args] };
    }

    private static ProgramConfig Common(RunOptions options)
    {
        if (options.Timeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > TimeSpan.FromDays(7)))
        {
            throw OptionCheck.Invalid(nameof(RunOptions.Timeout), $"{nameof(options.Timeout)} must be more than zero and at most seven days, not {timeout}.");
        }
        if (options.Args is null) throw OptionCheck.Invalid(nameof(RunOptions.Args), $"{nameof(options.Args)} must not be null.");
        foreach (string argument in options.Args)
        {
            if (argument is null || argument.Contains('\0', StringComparison.Ordinal)) throw OptionCheck.Invalid(nameof(RunOptions.Args), $"{nameof(options.Args)} has an argument that is null or holds a NUL character.");
        }
        return new ProgramConfig
        {
            Kind = ProgramKind.File,
            Env = EnvironmentCheck.Check(options.Env, nameof(options.Env)),
            Cwd = options.Cwd is null ? null : GuestPaths.Check(options.Cwd, nameof(options.Cwd)),
            WantsValue = options.WantsValue,
            HasStdin = options.Stdin is not null,
            Timeout = options.Timeout,
            InputsJson = options.Inputs is null ? null : ComposeInputs(options.Inputs),
        };
    }

    private static (SourceLanguage Language, SourceFormat Format) Kind(string? fileName, RunOptions options)
    {
        (SourceLanguage? language, SourceFormat? format) = Path.GetExtension(fileName) switch
        {
            ".js" => (SourceLanguage.JavaScript, null),
            ".mjs" => (SourceLanguage.JavaScript, SourceFormat.Module),
            ".cjs" => (SourceLanguage.JavaScript, SourceFormat.CommonJs),
            ".ts" => (SourceLanguage.TypeScript, null),
            ".mts" => (SourceLanguage.TypeScript, SourceFormat.Module),
            ".cts" => (SourceLanguage.TypeScript, SourceFormat.CommonJs),
            _ => ((SourceLanguage?)null, (SourceFormat?)null),
        };
        if (options.Language is { } wanted && language is { } named && wanted != named)
        {
            throw OptionCheck.Invalid(nameof(RunOptions.Language), $"{nameof(options.Language)} is {wanted}, but {nameof(options.FileName)} '{fileName}' says {named}.");
        }
        if (options.Format is { } wantedFormat && format is { } namedFormat && wantedFormat != namedFormat)
        {
            throw OptionCheck.Invalid(nameof(RunOptions.Format), $"{nameof(options.Format)} is {wantedFormat}, but {nameof(options.FileName)} '{fileName}' says {namedFormat}.");
        }
        return (options.Language ?? language ?? SourceLanguage.JavaScript, options.Format ?? format ?? SourceFormat.Module);
    }

    private static string ComposeInputs(IReadOnlyDictionary<string, string> inputs)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach ((string name, string json) in inputs)
            {
                if (!IsIdentifier(name)) throw OptionCheck.Invalid(nameof(RunOptions.Inputs), $"{nameof(RunOptions.Inputs)} has '{name}', which is no identifier of letters, digits, '_' and '$'.");
                writer.WritePropertyName(name);
                try
                {
                    writer.WriteRawValue(json);
                }
                catch (Exception exception) when (exception is JsonException or ArgumentException)
                {
                    throw OptionCheck.Invalid(nameof(RunOptions.Inputs), $"{nameof(RunOptions.Inputs)}['{name}'] is no valid JSON text: {exception.Message}", exception);
                }
            }
            writer.WriteEndObject();
        }
        if (buffer.Length > ProtocolLimits.MaxTextBytes) throw OptionCheck.Invalid(nameof(RunOptions.Inputs), $"{nameof(RunOptions.Inputs)} are larger than {ProtocolLimits.MaxTextBytes} bytes.");
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');
}
