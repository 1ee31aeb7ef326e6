namespace SecureExec.Benchmarks;

/// <summary>CommonJS programs that time themselves and print milliseconds; the same text runs on both hosts.</summary>
internal static class GuestPrograms
{
    internal static IReadOnlyList<(string Name, string Code)> All { get; } =
    [
        ("fs write 5,000 × 4 KiB", Timed("fs.mkdirSync('w', { recursive: true }); const data = Buffer.alloc(4096, 1);", "for (let i = 0; i < 5000; i++) fs.writeFileSync('w/' + i, data);", "fs.rmSync('w', { recursive: true });")),
        ("fs read 5,000 × 4 KiB", Timed("fs.mkdirSync('r', { recursive: true }); for (let i = 0; i < 5000; i++) fs.writeFileSync('r/' + i, Buffer.alloc(4096, 1));", "for (let i = 0; i < 5000; i++) if (fs.readFileSync('r/' + i).length !== 4096) throw new Error('short');", "fs.rmSync('r', { recursive: true });")),
        ("fs stat × 20,000", Timed("fs.writeFileSync('s', 'x');", "for (let i = 0; i < 20000; i++) if (fs.statSync('s').size !== 1) throw new Error('size');", "fs.rmSync('s');")),
        ("fs 32 MiB through an fd", Timed("const block = Buffer.alloc(65536, 1);", "const fd = fs.openSync('big', 'w+'); for (let i = 0; i < 512; i++) fs.writeSync(fd, block); for (let i = 0; i < 512; i++) fs.readSync(fd, block, 0, 65536, i * 65536); fs.closeSync(fd);", "fs.rmSync('big');")),
        ("guest CPU: sort and objects", Timed("", "let h = 0; for (let r = 0; r < 20; r++) { const a = Array.from({ length: 50000 }, (_, i) => ({ k: (i * 2654435761) >>> 0, v: 'x' + i })); a.sort((x, y) => x.k - y.k); for (const o of a) h = (h * 31 + o.k + o.v.length) | 0; } if (h === 1) console.log(h);", "")),
        ("10,000 ticks, microtasks and immediates", Timed("let n = 0;", "await new Promise((done) => { (function next() { if (++n === 10000) return done(); if (n % 3 === 0) setImmediate(next); else if (n % 3 === 1) process.nextTick(next); else queueMicrotask(next); })(); });", "")),
        ("console.log of 10,000 lines", Timed("", "for (let i = 0; i < 10000; i++) console.log('line %d', i);", "")),
    ];

    /// <summary>The last line printed is the time.</summary>
    private static string Timed(string before, string measured, string after) =>
        $"const fs = require('node:fs'); (async () => {{ {before} const start = process.hrtime.bigint(); {measured} const ms = Number(process.hrtime.bigint() - start) / 1e6; {after} process.stdout.write(ms + '\\n'); }})();";
}
