using System.Threading.Channels;

namespace Aspire.Hosting;

/// <summary>The one writer of the console: lines of all processes, each with the time and the name of its source.</summary>
internal sealed class ConsoleLog : IAsyncDisposable
{
    // Bounded: a child that prints faster than the console takes waits in its own pipe.
    private const int Capacity = 4096;
    private static readonly int[] Palette = [36, 32, 35, 33, 34, 96, 92, 95];

    private readonly Channel<string> _lines =
        Channel.CreateBounded<string>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly int _width;
    private readonly bool _colour;
    private readonly TimeProvider _time;
    private readonly Task _writer;

    /// <summary>Starts writing.</summary>
    /// <param name="output">Where the lines go.</param>
    /// <param name="width">Width of the name column.</param>
    /// <param name="colour">Whether names are coloured.</param>
    /// <param name="time">Clock of the line prefix.</param>
    public ConsoleLog(TextWriter output, int width, bool colour, TimeProvider time)
    {
        _width = width;
        _colour = colour;
        _time = time;
        _writer = Task.Run(async () =>
        {
            await foreach (var line in _lines.Reader.ReadAllAsync()) await output.WriteLineAsync(line);
            await output.FlushAsync();
        });
    }

    /// <summary>A log on this process's standard output; colours only on a terminal without NO_COLOR.</summary>
    public static ConsoleLog ToStandardOutput(int width) => new(
        Console.Out,
        width,
        colour: !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        TimeProvider.System);

    /// <summary>Queues one line; waits while the queue is full.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="text">The line, without its end.</param>
    /// <param name="isError">Whether it came from standard error.</param>
    public async ValueTask WriteAsync(string source, string text, bool isError = false)
    {
        var name = source.PadRight(_width);
        if (_colour) name = $"\e[{Palette[(uint)ColourKey(source) % Palette.Length]}m{name}\e[0m";
        var line = $"{_time.GetLocalNow():HH:mm:ss} {name} |{(isError ? "! " : " ")}{text}";
        try
        {
            await _lines.Writer.WriteAsync(line);
        }
        catch (ChannelClosedException)
        {
            // A pump that outlived the run: the writer has ended and nobody reads any more.
            return;
        }
    }

    /// <summary>Writes what is queued and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writer;
    }

    // string.GetHashCode is random per process; the colour of a name should not be.
    private static int ColourKey(string name) => name.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));
}
