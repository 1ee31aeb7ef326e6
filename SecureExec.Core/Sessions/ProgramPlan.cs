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
        CheckCode(code);
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
        RefuseSourceOptions(options, "a file, whose name says it");
        return Common(options) with { Kind = ProgramKind.File, Args = [path, .. options.Args] };
    }

    /// <summary>A command of the VM; the worker finds it.</summary>
    /// <exception cref="ArgumentException">An option is invalid or contradicts another; the message names it.</exception>
    internal static ProgramConfig ForCommand(string command, IReadOnlyList<string> args, RunOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        if (command.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("The command holds a NUL character.", nameof(command));
        CheckArguments(args, nameof(args));
        if (options.Args is { Count: > 0 }) throw OptionCheck.Invalid(nameof(RunOptions.Args), $"{nameof(options.Args)} is for programs; a command's arguments are given beside it.");
        if (options.Inputs is not null) throw OptionCheck.Invalid(nameof(RunOptions.Inputs), $"{nameof(options.Inputs)} is for programs given as text or as a file.");
        RefuseSourceOptions(options, "a command");
        return Common(options) with { Kind = ProgramKind.Command, Args = [command, .. args], WantsValue = false };
    }

    /// <summary>A process that stays and takes calls.</summary>
    /// <exception cref="ArgumentException">An option is invalid; the message names it.</exception>
    internal static ProgramConfig ForResident(ResidentOptions options)
    {
        if (options.MaxConcurrentCalls is < 1 or > ProtocolLimits.MaxPendingCalls / 2) throw OptionCheck.Invalid(nameof(ResidentOptions.MaxConcurrentCalls), $"{nameof(options.MaxConcurrentCalls)} must be from 1 to {ProtocolLimits.MaxPendingCalls / 2}, not {options.MaxConcurrentCalls}.");
        return Common(new RunOptions { Env = options.Env, Cwd = options.Cwd }) with { Kind = ProgramKind.Resident };
    }

    /// <summary>One call of such a process.</summary>
    /// <exception cref="ArgumentException">An option is invalid; the message names it.</exception>
    internal static CallConfig ForCall(string code, CallOptions options, bool isScript, bool wantsValue)
    {
        CheckCode(code);
        CheckTimeout(options.Timeout);
        return new CallConfig
        {
            Source = code,
            InputsJson = options.Inputs is null ? null : ComposeInputs(options.Inputs),
            IsScript = isScript,
            WantsValue = wantsValue,
            TypeScript = options.Language switch
            {
                SourceLanguage.JavaScript => false,
                SourceLanguage.TypeScript => true,
                _ => throw OptionCheck.Invalid(nameof(CallOptions.Language), $"{nameof(options.Language)} is no member of its enumeration."),
            },
        };
    }

    private static void CheckCode(string code)
    {
        if (Encoding.UTF8.GetByteCount(code) > ProtocolLimits.MaxTextBytes) throw new ArgumentException($"The code is larger than {ProtocolLimits.MaxTextBytes} bytes.", nameof(code));
    }

    private static void CheckTimeout(TimeSpan? timeout)
    {
        if (timeout is { } time && (time <= TimeSpan.Zero || time > TimeSpan.FromDays(7))) throw OptionCheck.Invalid(nameof(RunOptions.Timeout), $"{nameof(RunOptions.Timeout)} must be more than zero and at most seven days, not {time}.");
    }

    private static void RefuseSourceOptions(RunOptions options, string what)
    {
        if (options.FileName is not null) throw OptionCheck.Invalid(nameof(RunOptions.FileName), $"{nameof(options.FileName)} is for code given as text, not for {what}.");
        if (options.Language is not null) throw OptionCheck.Invalid(nameof(RunOptions.Language), $"{nameof(options.Language)} is for code given as text, not for {what}.");
        if (options.Format is not null) throw OptionCheck.Invalid(nameof(RunOptions.Format), $"{nameof(options.Format)} is for code given as text, not for {what}.");
    }

    private static void CheckArguments(IReadOnlyList<string> args, string option)
    {
        foreach (string argument in args)
        {
            if (argument is null || argument.Contains('\0', StringComparison.Ordinal)) throw OptionCheck.Invalid(option, $"{option} has an argument that is null or holds a NUL character.");
        }
    }

    private static ProgramConfig Common(RunOptions options)
    {
        CheckTimeout(options.Timeout);
        if (options.Args is null) throw OptionCheck.Invalid(nameof(RunOptions.Args), $"{nameof(options.Args)} must not be null.");
        CheckArguments(options.Args, nameof(options.Args));
        if (options.Terminal is { IsValid: false }) throw OptionCheck.Invalid(nameof(RunOptions.Terminal), $"{nameof(options.Terminal)} must have 1 to {TerminalSize.Largest} columns and rows.");
        return new ProgramConfig
        {
            Kind = ProgramKind.File,
            Env = EnvironmentCheck.Check(options.Env, nameof(options.Env)),
            Cwd = options.Cwd is null ? null : GuestPaths.Check(options.Cwd, nameof(options.Cwd)),
            WantsValue = options.WantsValue,
            HasStdin = options.Stdin is not null,
            Terminal = options.Terminal,
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
