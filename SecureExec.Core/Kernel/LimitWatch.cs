namespace SecureExec.Kernel;

/// <summary>Tells when the use of a limit passes 80 %: once, and again only after it has been below 50 %. Safe from any thread.</summary>
internal sealed class LimitWatch
{
    private readonly string _name;
    private readonly string _category;
    private readonly long _capacity;
    private readonly Action<LimitWarning>? _observer;
    private readonly int _pid;
    private int _raised;

    /// <summary>Watches one limit.</summary>
    /// <param name="name">What the warning calls it.</param>
    /// <param name="category"><c>resource</c>, <c>memory</c> or <c>cpu</c>.</param>
    /// <param name="capacity">The limit.</param>
    /// <param name="observer">Told on the thread that used it; must be quick. Null watches nothing.</param>
    /// <param name="pid">The process whose limit it is; 0 for the VM's.</param>
    public LimitWatch(string name, string category, long capacity, Action<LimitWarning>? observer, int pid = 0)
    {
        _name = name;
        _category = category;
        _capacity = capacity;
        _observer = observer;
        _pid = pid;
    }

    /// <summary>From this use on it is told.</summary>
    public long Threshold => _capacity - (_capacity / 5);

    /// <summary>The use is now <paramref name="used"/>.</summary>
    public void Observe(long used)
    {
        if (_observer is null)
        {
            return;
        }

        if (used >= Threshold)
        {
            if (Interlocked.Exchange(ref _raised, 1) == 0)
            {
                _observer(new LimitWarning(_name, _category, used, _capacity, _pid));
            }
        }
        else if (used < _capacity / 2)
        {
            Volatile.Write(ref _raised, 0);
        }
    }
}
