using Quickstart;

const string Log = """
    INFO 12ms service started
    DEBUG 3ms connection opened
    INFO 8ms order accepted
    this line is not a log line
    WARNING 140ms payment slow
    INFO 15ms order accepted
    ERROR 31ms payment refused
    """;

string summary = RustSummary.Of(Log);
Console.WriteLine($"Rust read the log:{Environment.NewLine}{summary}");

Console.WriteLine("Python shows it:");
return PythonReport.Show(summary);
