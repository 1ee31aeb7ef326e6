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
IReadOnlyList<Figure> figures = await BenchmarkRun.ExecuteAsync(options, Console.Error);
Console.Write(FigureTable.Write(figures));
if (options.Json is not null) await File.WriteAllTextAsync(options.Json, FigureTable.ToJson(figures));
return 0;
