using SecureExec.NodeConformance;

if (args.Contains("--help"))
{
    Console.Write(ConformanceOptions.Usage);
    return 0;
}
ConformanceOptions options;
try
{
    options = ConformanceOptions.Parse(args);
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
try
{
    return await ConformanceRun.ExecuteAsync(options, Console.Out);
}
catch (FormatException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
