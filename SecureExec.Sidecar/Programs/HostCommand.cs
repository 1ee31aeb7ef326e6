using System.Text;
using System.Text.Json;
using SecureExec.Abi;
using SecureExec.Broker.Tools;
using SecureExec.Kernel;
using SecureExec.Sidecar.Bindings;

namespace SecureExec.Sidecar.Programs;

/// <summary>
/// The command of a collection of the host's functions: <c>collection function --key value</c>. The result is JSON on standard output; exit code 1 when the function
/// gives none, 2 for a command line that cannot be.
/// </summary>
internal static class HostCommand
{
    private const int WrongUse = 2;

    public static int Run(NativeContext context, string collection)
    {
        using var facts = JsonDocument.Parse(context.Sys.HostToolsJson);
        var functions = HostCommandFunction.Of(collection, facts.RootElement);
        if (context.Argv.Count < 2)
        {
            context.Complain(HostCommandHelp.Of(collection, functions));
            return WrongUse;
        }
        var name = context.Argv[1];
        if (IsHelp(name))
            return Print(context, HostCommandHelp.Of(collection, functions));
        if (functions.Find(function => function.Name == name) is not { } called)
            return Refuse(context, $"no function is named '{name}'; there are: {string.Join(", ", functions.Select(function => function.Name))}");
        string[] words = [.. context.Argv.Skip(2)];
        if (words is [var first, ..] && IsHelp(first))
            return Print(context, HostCommandHelp.Of(collection, called));
        var fullName = $"{collection}/{name}";
        var input = HostCommandInput.Read(words, called);
        if (input.Problem is { } problem)
            return Refuse(context, $"{name}: {problem}");
        var json = input.Json;
        if (input.FromStandardInput && ReadInput(context, fullName, out json) is { } refused)
            return refused;
        return Answer(context, fullName, json!);
    }

    private static int Answer(NativeContext context, string fullName, string json)
    {
        var called = context.Sys.CallToolAndWait(fullName, json);
        context.ThrowIfEnded();
        var reply = called.IsError(out var ended, out var errno) ? ToolFunctions.Refusal(errno, fullName, context.Sys.Limits) : ended;
        if (reply.Code is null)
            return Print(context, reply.Text + "\n");
        return Fail(context, reply);
    }

    private static int Fail(NativeContext context, HostToolReply reply) =>
        context.Fail(reply.Text.StartsWith(reply.Code!, StringComparison.Ordinal) ? reply.Text : $"{reply.Code}: {reply.Text}");

    // The exit code when it cannot be read.
    private static int? ReadInput(NativeContext context, string fullName, out string? json)
    {
        json = null;
        if (context.Sys.Terminals.IsTerminal(0))
        {
            json = HostCommandInput.Nothing;
            return null;
        }
        if (context.ReadWhole(0, context.Sys.Limits.MaxHostFunctionInputBytes).IsError(out var bytes, out var errno))
            return errno == Errno.EFBIG ? Fail(context, HostToolErrors.InputTooLarge(fullName, context.Sys.Limits)) : context.Fail("standard input", errno);
        json = Encoding.UTF8.GetString(bytes);
        if (string.IsNullOrWhiteSpace(json))
            json = HostCommandInput.Nothing;
        return HostCommandInput.IsJson(json) ? null : Refuse(context, "standard input is no JSON");
    }

    private static bool IsHelp(string word) => word is "--help" or "-h";

    private static int Print(NativeContext context, string text)
    {
        context.Out.Write(Encoding.UTF8.GetBytes(text));
        context.Out.Flush();
        return context.Out.Error == Errno.Success ? 0 : context.Fail("standard output", context.Out.Error);
    }

    private static int Refuse(NativeContext context, string text)
    {
        context.Fail(text);
        return WrongUse;
    }
}
