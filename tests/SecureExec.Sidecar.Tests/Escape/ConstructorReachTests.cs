namespace SecureExec.Sidecar.Tests.Escape;

/// <summary>Vector: climbing from an object the host made to a global object that is not the guest's.</summary>
public sealed class ConstructorReachTests
{
    [Fact]
    public async Task Constructor_OfEveryReachableFunction_LeadsToTheGuestsOwnGlobal()
    {
        string printed = await Attacker.PrintsAsync("""
            const seen = new Set(), strangers = new Set();
            const queue = [globalThis, process, require, module, ...require('node:module').builtinModules.flatMap((n) => { try { return [require(n)]; } catch { return []; } })];
            while (queue.length && seen.size < 50000) {
              const value = queue.pop();
              if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) continue;
              seen.add(value);
              let proto = null; try { proto = Object.getPrototypeOf(value); } catch { continue; }
              if (proto) queue.push(proto);
              if (typeof value === 'function') {
                try {
                  const reached = value.constructor.constructor('return this')();
                  if (reached !== globalThis) strangers.add(value.name);
                } catch (e) { if (!(e instanceof Error)) strangers.add(`thrown by ${value.name}`); }
              }
              let keys = []; try { keys = Reflect.ownKeys(value); } catch { continue; }
              for (const key of keys) { let d; try { d = Reflect.getOwnPropertyDescriptor(value, key); } catch { continue; } if (d && 'value' in d) queue.push(d.value); else if (d) queue.push(d.get, d.set); }
            }
            console.log(seen.size > 1000, [...strangers].join());
            """);

        Assert.Equal("true ", printed);
    }

    [Fact]
    public async Task Caller_OfAGuestCallback_IsNotReachable()
    {
        string printed = await Attacker.PrintsAsync("""
            function callers(f) { const names = []; try { for (let c = f.caller; c && names.length < 50; c = c.caller) names.push(`${c.name}:${typeof c}:${c.constructor === Function}`); } catch (e) { names.push(e.name); } return names.join(); }
            function probe() { return callers(probe); }
            [1].forEach(() => console.log('sync', probe()));
            process.nextTick(function tick() { console.log('tick', probe()); });
            setTimeout(function timer() { console.log('timer', probe()); }, 1);
            process.on('exit', function exit() { console.log('exit', probe()); });
            """);

        Assert.Equal(4, printed.Split('\n').Length);
        Assert.DoesNotContain(":false", printed, StringComparison.Ordinal);
        HostText.AssertAbsent(printed);
    }
}
