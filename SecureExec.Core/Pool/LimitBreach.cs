namespace SecureExec.Pool;

/// <summary>A limit that ended a run, or cost a worker its life.</summary>
/// <param name="Message">One sentence that names the limit.</param>
/// <param name="Code">The error code of the runs it ended.</param>
internal sealed record LimitBreach(string Message, string Code)
{
    /// <summary>The JavaScript heap.</summary>
    internal static LimitBreach Heap { get; } = new("The JavaScript heap reached the limit v8HeapLimitMb.", "ERR_HEAP_LIMIT_EXCEEDED");

    /// <summary>All memory of the worker.</summary>
    internal static LimitBreach Memory { get; } = new("The memory of the runtime reached the limit maxMemoryMb.", "ERR_MEMORY_LIMIT_EXCEEDED");

    /// <summary>CPU time, counted over all threads of the worker.</summary>
    internal static LimitBreach Cpu { get; } = new("The CPU time reached the limit cpuTimeLimitMs.", "ERR_SCRIPT_CPU_BUDGET_EXCEEDED");

    /// <summary>Time on the wall.</summary>
    internal static LimitBreach WallClock { get; } = new("The time of the run reached the limit wallClockLimitMs.", "ERR_SCRIPT_WALL_CLOCK_EXCEEDED");

    /// <summary>Timers and immediates.</summary>
    internal static LimitBreach Timers { get; } = new("The active timers and immediates passed the limit maxTimers.", "ERR_TIMER_LIMIT_EXCEEDED");

    // V8 says of which memory it was before it ends the process; the heap's words are those of a heap at its own limit.
    private static readonly string[] s_heapWords = ["Fatal JavaScript out of memory", "heap out of memory", "invalid array length Allocation failed"];
    private static readonly string[] s_memoryWords = ["Fatal process out of memory", "Out of memory.", "std::bad_alloc", "OutOfMemoryException", "Failed to reserve virtual memory"];

    /// <summary>The error of a run that it ended.</summary>
    internal RunError ToError() => new("RangeError", Message, null, Code);

    /// <summary>What the last words of a process that ended itself say of its reason; null when it was no limit.</summary>
    internal static LimitBreach? FromLastWords(string text) =>
        Says(text, s_heapWords) ? Heap : Says(text, s_memoryWords) ? Memory : null;

    private static bool Says(string text, string[] words) => Array.Exists(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
