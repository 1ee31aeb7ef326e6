using SecureExec.Protocol;
using SecureExec.Sidecar.Engine;

namespace SecureExec.Sidecar.Worker;

/// <summary>From a program as the protocol and command lines say it to what the engine runs.</summary>
internal static class ProgramTranslation
{
    /// <summary>Translates under the machine's limits.</summary>
    internal static GuestProgram Translate(ProgramConfig program, ResourceLimits limits, JsRuntimeOptions js) => new()
    {
        Platform = js.Platform,
        AllowedBuiltins = js.AllowedBuiltins,
        ModuleResolution = js.ModuleResolution,
        HighResolutionTime = js.HighResolutionTime,
        Kind = program.Kind switch
        {
            ProgramKind.File => EntryKind.File,
            ProgramKind.Eval => EntryKind.Eval,
            ProgramKind.Print => EntryKind.Print,
            ProgramKind.Module => EntryKind.EvalModule,
            ProgramKind.CommonJs => EntryKind.EvalCommonJs,
            ProgramKind.TypeScriptModule => EntryKind.EvalTypeScriptModule,
            ProgramKind.TypeScriptCommonJs => EntryKind.EvalTypeScriptCommonJs,
            ProgramKind.StandardInput => EntryKind.StandardInput,
            ProgramKind.Check => EntryKind.Check,
            ProgramKind.Repl => EntryKind.Repl,
            ProgramKind.Resident => EntryKind.Resident,
            _ => throw new ProtocolException($"No program kind is {program.Kind}."),
        },
        Source = program.Source,
        ExecArgv = program.ExecArgv,
        InputsJson = program.InputsJson,
        WantsValue = program.WantsValue,
        HeapLimitBytes = limits.V8HeapLimitMb * 1024L * 1024L,
        CallOutputLength = Math.Min(limits.CapturedOutputLimitBytes, ProtocolLimits.CallOutputBytes),
        MaxValueLength = Math.Min(limits.MaxResultBytes, ProtocolLimits.MaxTextBytes / 3),
    };
}
