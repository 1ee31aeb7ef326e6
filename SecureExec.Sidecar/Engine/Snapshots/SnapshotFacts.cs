using System.Text;

namespace SecureExec.Sidecar.Engine.Snapshots;

/// <summary>What a start-up snapshot needs beside V8's blob: names of our functions, symbols and handles, and the states of bindings.</summary>
internal sealed class SnapshotFacts
{
    /// <summary>The order of <see cref="Interop.FunctionTable"/> when the snapshot was made: the blob holds indexes.</summary>
    public required string[] Functions { get; init; }

    /// <summary>How many objects V8 keeps for us.</summary>
    public required int Handles { get; init; }

    /// <summary>Private symbols, per-isolate symbols and named handles of the realm, by index.</summary>
    public required Dictionary<string, int> Privates { get; init; }

    public required Dictionary<string, int> Symbols { get; init; }

    public required Dictionary<string, int> Named { get; init; }

    /// <summary>Indexes of the buffers that native code shares.</summary>
    public required int[] Pages { get; init; }

    /// <summary>By the full name of the state's type.</summary>
    public required Dictionary<string, byte[]> States { get; init; }

    public byte[] Write()
    {
        using var memory = new MemoryStream();
        using var output = new BinaryWriter(memory, Encoding.UTF8);
        output.Write(Functions.Length);
        foreach (var function in Functions)
            output.Write(function);
        output.Write(Handles);
        foreach (var names in (Dictionary<string, int>[])[Privates, Symbols, Named])
        {
            output.Write(names.Count);
            foreach (var (name, index) in names)
            {
                output.Write(name);
                output.Write(index);
            }
        }
        output.Write(Pages.Length);
        foreach (var page in Pages)
            output.Write(page);
        output.Write(States.Count);
        foreach (var (type, state) in States)
        {
            output.Write(type);
            output.Write(state.Length);
            output.Write(state);
        }
        output.Flush();
        return memory.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote: a file of our own build.</summary>
    public static SnapshotFacts Read(Stream stream)
    {
        using var input = new BinaryReader(stream, Encoding.UTF8);
        var functions = new string[input.ReadInt32()];
        for (var i = 0; i < functions.Length; i++)
            functions[i] = input.ReadString();
        return new SnapshotFacts
        {
            Functions = functions,
            Handles = input.ReadInt32(),
            Privates = Names(input),
            Symbols = Names(input),
            Named = Names(input),
            Pages = ReadPages(input),
            States = ReadStates(input),
        };
    }

    private static Dictionary<string, int> Names(BinaryReader input)
    {
        var count = input.ReadInt32();
        var names = new Dictionary<string, int>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
            names[input.ReadString()] = input.ReadInt32();
        return names;
    }

    private static int[] ReadPages(BinaryReader input)
    {
        var pages = new int[input.ReadInt32()];
        for (var i = 0; i < pages.Length; i++)
            pages[i] = input.ReadInt32();
        return pages;
    }

    private static Dictionary<string, byte[]> ReadStates(BinaryReader input)
    {
        var count = input.ReadInt32();
        var states = new Dictionary<string, byte[]>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
            states[input.ReadString()] = input.ReadBytes(input.ReadInt32());
        return states;
    }
}
