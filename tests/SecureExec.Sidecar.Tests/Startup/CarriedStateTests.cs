using System.Reflection;
using SecureExec.Sidecar.Engine.Snapshots;

namespace SecureExec.Sidecar.Tests.Startup;

/// <summary>Every handle and page of a state that lives through a snapshot is carried: a forgotten one would be null in each guest.</summary>
public sealed class CarriedStateTests
{
    public static TheoryData<string> States() => [.. StateTypes.Select(type => type.FullName!)];

    private static IEnumerable<Type> StateTypes => typeof(ICarried).Assembly.GetTypes().Where(type => type.IsClass && typeof(ICarried).IsAssignableFrom(type));

    [Theory]
    [MemberData(nameof(States))]
    public void Handles_OfAState_AreAllCarried(string typeName)
    {
        Type type = StateTypes.Single(candidate => candidate.FullName == typeName);
        var state = (ICarried)Activator.CreateInstance(type, nonPublic: true)!;
        FieldInfo[] fields = [.. type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Where(field => field.FieldType == typeof(nint) || field.FieldType.IsPointer)];
        var carrier = new Recorder();

        state.Carry(carrier);

        Assert.True(fields.Length == carrier.Carried, $"{type} has {fields.Length} handles and pages and carries {carrier.Carried}.");
    }

    private sealed unsafe class Recorder : StateCarrier
    {
        public int Carried { get; private set; }

        public override nint Handle(nint slot)
        {
            Carried++;
            return slot;
        }

        public override void Texts(List<string> texts)
        {
        }

        public override void Untouched(bool untouched, string what)
        {
        }

        protected override void* Page(void* page)
        {
            Carried++;
            return page;
        }
    }
}
