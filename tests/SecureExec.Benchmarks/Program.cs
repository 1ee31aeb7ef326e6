using SecureExec;
using SecureExec.Benchmarks;

if (args.Contains("--help"))
{
    Console.Write(BenchmarkOptions.Usage);
    return 0;
}
BenchmarkOptions options;
try
{
    options = BenchmarkOptions.Parse(args);
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
var run = new BenchmarkRun(options, Console.Error);
if (options.List)
{
    run.List(Console.Out);
    return 0;
}
MachineFacts machine;
try
{
    machine = await MachineFacts.GatherAsync(options);
}
catch (Exception exception) when (exception is SecureExecException or System.ComponentModel.Win32Exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
await run.ExecuteAsync();
string table = Report.Write(machine, run);
Console.Write(table);
if (options.Json is not null) await File.WriteAllTextAsync(options.Json, Report.ToJson(machine, run));
if (options.Markdown is not null) await File.WriteAllTextAsync(options.Markdown, table);
return run.Failures.Count == 0 ? 0 : 1;
