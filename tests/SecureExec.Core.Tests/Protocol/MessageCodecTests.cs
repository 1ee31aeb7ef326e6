using SecureExec.Protocol;

namespace SecureExec.Core.Tests.Protocol;

public sealed class MessageCodecTests
{
    [Fact]
    public void Samples_EveryMessageType_HasOne()
    {
        var types = typeof(Message).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Message)));
        var samples = MessageSamples.Host.Concat<Message>(MessageSamples.Worker).Select(message => message.GetType());
        Assert.Equal(types.Select(type => type.Name).Order(), samples.Select(type => type.Name).Distinct().Order());
    }

    [Fact]
    public void Kinds_AllMessages_AreDistinctAndNamed()
    {
        var kinds = MessageSamples.Host.Concat<Message>(MessageSamples.Worker).GroupBy(message => message.GetType()).Select(group => group.First().Kind).ToList();
        Assert.Equal(Enum.GetValues<MessageKind>().Order(), kinds.Order());
    }

    [Fact]
    public void Decode_EncodedHostMessage_EncodesTheSameAgain()
    {
        foreach (HostMessage message in MessageSamples.Host)
        {
            byte[] frame = Encode(message);
            HostMessage decoded = MessageCodec.DecodeHost(frame.AsMemory(ProtocolLimits.HeaderBytes));
            Assert.Equal(message.GetType(), decoded.GetType());
            Assert.Equal(frame, Encode(decoded));
        }
    }

    [Fact]
    public void Decode_EncodedWorkerMessage_EncodesTheSameAgain()
    {
        foreach (WorkerMessage message in MessageSamples.Worker)
        {
            byte[] frame = Encode(message);
            WorkerMessage decoded = MessageCodec.DecodeWorker(frame.AsMemory(ProtocolLimits.HeaderBytes));
            Assert.Equal(message.GetType(), decoded.GetType());
            Assert.Equal(frame, Encode(decoded));
        }
    }

    [Fact]
    public void Decode_ProgramConfig_KeepsEveryField()
    {
        var sent = (StartProcessMessage)MessageSamples.Host.First(message => message is StartProcessMessage);
        var got = (StartProcessMessage)MessageCodec.DecodeHost(Encode(sent).AsMemory(ProtocolLimits.HeaderBytes));
        Assert.Equal(sent.RunId, got.RunId);
        Assert.Equal(sent.Program.Kind, got.Program.Kind);
        Assert.Equal(sent.Program.Source, got.Program.Source);
        Assert.Equal(sent.Program.WantsValue, got.Program.WantsValue);
        Assert.Equal(sent.Program.ExecArgv, got.Program.ExecArgv);
        Assert.Equal(sent.Program.Args, got.Program.Args);
        Assert.Equal(sent.Program.Env, got.Program.Env);
        Assert.Equal(sent.Program.Cwd, got.Program.Cwd);
        Assert.Equal(sent.Program.InputsJson, got.Program.InputsJson);
        Assert.Equal(sent.Program.HasStdin, got.Program.HasStdin);
        Assert.Equal(sent.Program.Timeout, got.Program.Timeout);
    }

    [Fact]
    public void Decode_ProgramConfigWithoutTimeout_HasNone()
    {
        var got = (StartProcessMessage)MessageCodec.DecodeHost(Encode(new StartProcessMessage(1, new ProgramConfig { Kind = ProgramKind.File })).AsMemory(ProtocolLimits.HeaderBytes));
        Assert.Null(got.Program.Timeout);
    }

    [Fact]
    public void Decode_EveryPrefixOfAMessage_IsRefused()
    {
        foreach (HostMessage message in MessageSamples.Host)
        {
            byte[] payload = Encode(message)[ProtocolLimits.HeaderBytes..];
            for (int length = 0; length < payload.Length; length++)
            {
                byte[] cut = payload[..length];
                Assert.Throws<ProtocolException>(() => MessageCodec.DecodeHost(cut));
            }
        }
    }

    [Fact]
    public void Decode_BytesBehindTheEnd_AreRefused()
    {
        foreach (WorkerMessage message in MessageSamples.Worker)
        {
            byte[] payload = [.. Encode(message)[ProtocolLimits.HeaderBytes..], 0];
            Assert.Throws<ProtocolException>(() => MessageCodec.DecodeWorker(payload));
        }
    }

    [Fact]
    public void Decode_MessageOfTheOtherDirection_IsRefused()
    {
        Assert.Throws<ProtocolException>(() => MessageCodec.DecodeHost(Encode(MessageSamples.Worker[0]).AsMemory(ProtocolLimits.HeaderBytes)));
        Assert.Throws<ProtocolException>(() => MessageCodec.DecodeWorker(Encode(MessageSamples.Host[0]).AsMemory(ProtocolLimits.HeaderBytes)));
    }

    [Fact]
    public void Decode_RandomBytes_GivesAMessageOrProtocolException()
    {
        var random = new Random(20261122);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            var payload = new byte[random.Next(1, 200)];
            random.NextBytes(payload);
            payload[0] = (byte)random.Next(60, 80);
            try
            {
                MessageCodec.DecodeWorker(payload);
            }
            catch (ProtocolException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 10_000, 20_000);
    }

    [Fact]
    public void Decode_FlippedBytesOfValidMessages_GivesAMessageOrProtocolException()
    {
        var random = new Random(7);
        foreach (WorkerMessage message in MessageSamples.Worker)
        {
            byte[] payload = Encode(message)[ProtocolLimits.HeaderBytes..];
            for (int i = 0; i < 2_000; i++)
            {
                byte[] broken = [.. payload];
                broken[random.Next(1, Math.Max(2, broken.Length)) % broken.Length] ^= (byte)(1 << random.Next(8));
                try
                {
                    MessageCodec.DecodeWorker(broken);
                }
                catch (ProtocolException)
                {
                    // Refusing is one of the two allowed answers; any other exception fails the test.
                }
            }
        }
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(100)]
    public void Decode_CountBeyondTheFrame_IsRefusedBeforeAllocation(int count)
    {
        var writer = new FrameWriter();
        writer.Begin(MessageKind.FileReply);
        writer.Int32(1);
        writer.Int32(0);
        writer.Int32(count);
        writer.End();
        byte[] payload = writer.Frame[ProtocolLimits.HeaderBytes..].ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ProtocolException>(() => MessageCodec.DecodeWorker(payload));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData((uint)ProtocolLimits.MaxFrameBytes + 1)]
    [InlineData(uint.MaxValue)]
    public void CheckLength_OutOfRange_IsRefused(uint length) => Assert.Throws<ProtocolException>(() => MessageCodec.CheckLength(length));

    [Fact]
    public void CheckLength_LargestFrame_IsAccepted() => Assert.Equal(ProtocolLimits.MaxFrameBytes, MessageCodec.CheckLength(ProtocolLimits.MaxFrameBytes));

    [Fact]
    public void Encode_MessageBeyondTheFrameLimit_IsRefusedAndTheWriterStaysUsable()
    {
        var writer = new FrameWriter();
        Assert.Throws<ProtocolException>(() => MessageCodec.Encode(writer, new StdinMessage(1, new byte[ProtocolLimits.MaxFrameBytes])));
        MessageCodec.Encode(writer, new StdinCloseMessage(1));
        Assert.IsType<StdinCloseMessage>(MessageCodec.DecodeHost(writer.Frame[ProtocolLimits.HeaderBytes..].ToArray()));
    }

    [Fact]
    public void Encode_LongErrorTexts_AreClipped()
    {
        var error = new RunError("E", new string('x', ProtocolLimits.MaxErrorChars * 2), new string('y', ProtocolLimits.MaxErrorChars * 2));
        var sent = new ExitedMessage(1, new RunExit { Outcome = ExitOutcome.Exited, Error = error, Usage = new GuestUsage() });
        var got = (ExitedMessage)MessageCodec.DecodeWorker(Encode(sent).AsMemory(ProtocolLimits.HeaderBytes));
        Assert.Equal(ProtocolLimits.MaxErrorChars + 1, got.Exit.Error!.Message.Length);
        Assert.EndsWith("…", got.Exit.Error.Stack);
    }

    private static byte[] Encode(Message message)
    {
        var writer = new FrameWriter();
        MessageCodec.Encode(writer, message);
        return writer.Frame.ToArray();
    }
}
