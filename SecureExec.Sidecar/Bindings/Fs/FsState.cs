using SecureExec.Sidecar.Engine.Interop;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Bindings;

/// <summary>What the <c>fs</c> bindings of one realm share: the pages of numbers that JavaScript reads, templates, property names.</summary>
internal sealed unsafe class FsState : ICarried
{
    /// <summary>Numbers of one <c>stat</c>; the shared pages hold two, for watchers.</summary>
    public const int StatFields = 18, StatPage = StatFields * 2, StatFsPage = 8;

    /// <summary><c>statValues</c> and its memory.</summary>
    public nint StatArray { get; private set; }

    public double* Stat { get; private set; }

    /// <summary><c>bigintStatValues</c> and its memory.</summary>
    public nint BigStatArray { get; private set; }

    public long* BigStat { get; private set; }

    /// <summary><c>statFsValues</c> and its memory.</summary>
    public nint StatFsArray { get; private set; }

    public double* StatFs { get; private set; }

    /// <summary><c>bigintStatFsValues</c> and its memory.</summary>
    public nint BigStatFsArray { get; private set; }

    public long* BigStatFs { get; private set; }

    /// <summary>The marker that asks for a promise.</summary>
    public nint UsePromises { get; private set; }

    /// <summary>Property names, internalized.</summary>
    public nint OnComplete { get; private set; }

    public nint OnDone { get; private set; }

    /// <summary>Templates of the classes that native code makes or recognizes.</summary>
    public nint RequestTemplate { get; set; }

    public nint FileHandleTemplate { get; set; }

    public nint DirectoryTemplate { get; set; }

    /// <summary>Files that are polled now.</summary>
    public int StatWatchers { get; set; }

    /// <summary>Makes the pages and puts them into the binding.</summary>
    public void Define(BindingBuilder b)
    {
        b.SharedFloat64("statValues", StatPage, out var stat)
            .SharedBigInt64("bigintStatValues", StatPage, out var bigStat)
            .SharedFloat64("statFsValues", StatFsPage, out var statFs)
            .SharedBigInt64("bigintStatFsValues", StatFsPage, out var bigStatFs);
        Stat = stat;
        BigStat = bigStat;
        StatFs = statFs;
        BigStatFs = bigStatFs;
        StatArray = Kept(b, "statValues");
        BigStatArray = Kept(b, "bigintStatValues");
        StatFsArray = Kept(b, "statFsValues");
        BigStatFsArray = Kept(b, "bigintStatFsValues");
        UsePromises = b.Realm.Symbol("kUsePromises");
        OnComplete = b.Realm.Keep(V8.Name(b.Isolate, "oncomplete"));
        OnDone = b.Realm.Keep(V8.Name(b.Isolate, "ondone"));
    }

    private static nint Kept(BindingBuilder b, string name) => b.Realm.Keep(V8.Get(b.Isolate, b.Realm.Context, b.Target, name));

    public void Carry(StateCarrier carrier)
    {
        Stat = carrier.Page(Stat);
        BigStat = carrier.Page(BigStat);
        StatFs = carrier.Page(StatFs);
        BigStatFs = carrier.Page(BigStatFs);
        StatArray = carrier.Handle(StatArray);
        BigStatArray = carrier.Handle(BigStatArray);
        StatFsArray = carrier.Handle(StatFsArray);
        BigStatFsArray = carrier.Handle(BigStatFsArray);
        UsePromises = carrier.Handle(UsePromises);
        OnComplete = carrier.Handle(OnComplete);
        OnDone = carrier.Handle(OnDone);
        RequestTemplate = carrier.Handle(RequestTemplate);
        FileHandleTemplate = carrier.Handle(FileHandleTemplate);
        DirectoryTemplate = carrier.Handle(DirectoryTemplate);
    }
}
