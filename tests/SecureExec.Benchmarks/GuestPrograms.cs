namespace SecureExec.Benchmarks;

/// <summary>CommonJS programs that time themselves and print milliseconds, one line for each figure; the same text runs on both hosts.</summary>
internal static class GuestPrograms
{
    private static readonly Bound AsFast = Bound.RatioAtMost(1);
    private static readonly Bound Nearly = Bound.RatioAtMost(1.1);

    internal static IReadOnlyList<(IReadOnlyList<FigureHead> Heads, string Code)> All { get; } =
    [
        ([Head("guest CPU: sort and objects", Nearly)], Timed(
            "let h = 0; for (let r = 0; r < 10; r++) { const a = Array.from({ length: 50000 }, (_, i) => ({ k: (i * 2654435761) >>> 0, v: 'x' + i })); a.sort((x, y) => x.k - y.k); for (const o of a) h = (h * 31 + o.k + o.v.length) | 0; } if (h === 1) console.log(h);")),
        ([Head("guest CPU: floating point", Nearly)], Timed(
            """
            const b = [[0,0,0,0,0,0,39.47],[4.84,-1.16,-.1,.6,2.81,-.02,.037],[8.34,4.12,-.4,-1.01,1.81,.008,.011],[12.89,-15.11,-.22,1.08,.86,-.01,.0017],[15.37,-25.9,.17,.97,.59,-.03,.002]].map((a) => ({ x: a[0], y: a[1], z: a[2], vx: a[3], vy: a[4], vz: a[5], m: a[6] }));
            for (let s = 0; s < 600000; s++) {
              for (let i = 0; i < 5; i++) { const p = b[i]; for (let j = i + 1; j < 5; j++) { const q = b[j]; const dx = p.x - q.x, dy = p.y - q.y, dz = p.z - q.z; const d = dx * dx + dy * dy + dz * dz; const g = .001 / (d * Math.sqrt(d)); p.vx -= dx * q.m * g; p.vy -= dy * q.m * g; p.vz -= dz * q.m * g; q.vx += dx * p.m * g; q.vy += dy * p.m * g; q.vz += dz * p.m * g; } }
              for (const p of b) { p.x += .001 * p.vx; p.y += .001 * p.vy; p.z += .001 * p.vz; }
            }
            if (b[0].x === 1) console.log(b);
            """)),
        ([Head("guest CPU: strings, JSON and expressions", Nearly)], Timed(
            "let n = 0; for (let r = 0; r < 30; r++) { const rows = Array.from({ length: 5000 }, (_, i) => ({ id: i, name: 'name ' + (i % 97), tags: ['a' + i, 'b'], at: i / 3 })); const text = JSON.stringify(rows); for (const row of JSON.parse(text)) n += row.name.length; for (const m of text.matchAll(/\"name (\\d+)\"/g)) n += m[1].length; n += text.split(',').map((s) => s.replaceAll('\"', '')).join(';').length; } if (n === 1) console.log(n);")),
        ([Head("10,000 ticks, microtasks and immediates", null)], Timed(
            "let n = 0; await new Promise((done) => { (function next() { if (++n === 10000) return done(); if (n % 3 === 0) setImmediate(next); else if (n % 3 === 1) process.nextTick(next); else queueMicrotask(next); })(); });")),
        ([Head("fs: write 5,000 × 4 KiB", AsFast), Head("fs: read 5,000 × 4 KiB", AsFast)], Steps(
            "fs.mkdirSync('w', { recursive: true }); const data = Buffer.alloc(4096, 1);",
            "fs.rmSync('w', { recursive: true });",
            "for (let i = 0; i < 5000; i++) fs.writeFileSync('w/' + i, data);",
            "for (let i = 0; i < 5000; i++) if (fs.readFileSync('w/' + i).length !== 4096) throw new Error('short');")),
        ([Head("fs: 20,000 stat", AsFast)], Steps("fs.writeFileSync('s', 'x');", "fs.rmSync('s');", "for (let i = 0; i < 20000; i++) if (fs.statSync('s').size !== 1) throw new Error('size');")),
        ([Head("fs: 64 MiB through an fd, written and read", AsFast)], Steps(
            "const block = Buffer.alloc(65536, 1);",
            "fs.rmSync('big');",
            "const fd = fs.openSync('big', 'w+'); for (let i = 0; i < 1024; i++) if (fs.writeSync(fd, block) !== 65536) throw new Error('short'); for (let i = 0; i < 1024; i++) if (fs.readSync(fd, block, 0, 65536, i * 65536) !== 65536) throw new Error('short'); fs.closeSync(fd);")),
        ([Head("fs: 64 MiB as a write stream", AsFast), Head("fs: 64 MiB as a read stream", AsFast)], Steps(
            "const { once } = require('node:events'); const block = Buffer.alloc(65536, 1);",
            "fs.rmSync('flow');",
            "const out = fs.createWriteStream('flow'); for (let i = 0; i < 1024; i++) if (!out.write(block)) await once(out, 'drain'); out.end(); await once(out, 'finish');",
            "let bytes = 0; for await (const piece of fs.createReadStream('flow')) bytes += piece.length; if (bytes !== 67108864) throw new Error('short');")),
        ([Head("fs/promises: 2,000 × 4 KiB, 16 at a time", null)], Steps(
            "const p = require('node:fs/promises'); await p.mkdir('p', { recursive: true }); const data = Buffer.alloc(4096, 1);",
            "await p.rm('p', { recursive: true });",
            "for (let i = 0; i < 2000; i += 16) await Promise.all(Array.from({ length: 16 }, async (_, j) => { await p.writeFile('p/' + (i + j), data); if ((await p.readFile('p/' + (i + j))).length !== 4096) throw new Error('short'); }));")),
    ];

    private static FigureHead Head(string name, Bound? bound) => new(name, "ms", bound);

    private static string Timed(string measured) => Steps("", "", measured);

    /// <summary>Prints the time of each step.</summary>
    private static string Steps(string before, string after, params string[] steps) =>
        $"const fs = require('node:fs'); (async () => {{ let start; const took = []; {before} {string.Concat(steps.Select(step => $"start = process.hrtime.bigint(); {step}\ntook.push(Number(process.hrtime.bigint() - start) / 1e6); "))}{after} console.log(took.join('\\n')); }})();";
}
