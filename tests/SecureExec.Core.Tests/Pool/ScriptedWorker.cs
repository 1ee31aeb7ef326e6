using System.Globalization;
using SecureExec.Core.Tests.Broker;
using SecureExec.Protocol;
using SecureExec.Sessions;

namespace SecureExec.Core.Tests.Pool;

/// <summary>A program that plays a worker: it greets, takes a configuration and the start of one run, and then says what a test wants. It lives on after.</summary>
internal sealed class ScriptedWorker : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ResourceLimits _limits;

    /// <param name="atTheEnd">Shell command after the last words.</param>
    /// <param name="lastWords">What it writes once it was told to start a run.</param>
    /// <param name="limits">Limits of the runtime.</param>
    internal ScriptedWorker(byte[] lastWords, string atTheEnd = "exec sleep 1000", ResourceLimits? limits = null)
    {
        _limits = limits ?? ResourceLimits.Default;
        NodeRuntimeOptions options = Options;
        Write("ack", Frame(new HelloAckMessage(ProtocolVersion.Magic, ProtocolVersion.Current, ProtocolVersion.Product, new IsolationReport { IsLockedDown = false, Checks = [] })));
        Write("configured", Frame(new ConfiguredMessage(null)));
        Write("words", lastWords);
        int hello = Frame(new HelloMessage(ProtocolVersion.Magic, ProtocolVersion.Current, ProtocolVersion.Product)).Length;
        int configure = Frame(new ConfigureMessage(RuntimePlan.From(options).Config)).Length;
        int start = Frame(new StartProcessMessage(1, ProgramPlan.ForSource(Code, new RunOptions()))).Length;
        string path = _directory.Write("worker", string.Create(CultureInfo.InvariantCulture, $"""
            #!/bin/sh
            cd "$(dirname "$0")"
            head -c {hello} > /dev/null; cat ack
            head -c {configure} > /dev/null; cat configured
            head -c {start} > /dev/null; cat words
            {atTheEnd}

            """));
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The one program it is told to start.</summary>
    internal static string Code => "1";

    internal NodeRuntimeOptions Options => new() { WorkerPath = _directory.At("worker"), Limits = _limits, ConfineWorker = false };

    internal static byte[] Frame(Message message)
    {
        var writer = new FrameWriter();
        MessageCodec.Encode(writer, message);
        return writer.Frame.ToArray();
    }

    public void Dispose() => _directory.Dispose();

    private void Write(string name, byte[] content) => File.WriteAllBytes(_directory.At(name), content);
}
