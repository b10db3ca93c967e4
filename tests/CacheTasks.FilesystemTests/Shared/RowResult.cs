using System.Text.Json;

namespace CacheTasks.FilesystemTests;

/// <summary>What one row's test found inside the virtual machine.</summary>
/// <param name="Name">Of the row.</param>
/// <param name="Skipped">The message is the reason of a skip that is on the list.</param>
/// <param name="Message">Null: the row is right.</param>
/// <param name="Seconds">How long it took there.</param>
internal sealed record RowResult(string Name, bool Skipped, string? Message, double Seconds)
{
    /// <summary>Set inside the machine only: the file that results go to, one a line.</summary>
    private const string FileVariable = "CACHETASKS_TEST_ROWS";

    internal static bool AreWrittenHere => WrittenTo is { Length: > 0 };

    private static string? WrittenTo => Environment.GetEnvironmentVariable(FileVariable);

    /// <summary>Runs the test of a row, and tells the machine's host how it ended.</summary>
    internal static void Write(string name, Action test)
    {
        var began = Environment.TickCount64;
        var (skipped, message) = (false, (string?)null);
        try
        {
            test();
        }
        catch (Exception exception)
        {
            skipped = exception is AssertInconclusiveException;
            message = exception is UnitTestAssertException ? exception.Message : exception.ToString();
            throw;
        }
        finally
        {
            var result = new RowResult(name, skipped, message, (Environment.TickCount64 - began) / 1000.0);
            File.AppendAllText(WrittenTo!, JsonSerializer.Serialize(result) + "\n");
        }
    }

    internal static Dictionary<string, RowResult> Parse(string lines) =>
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<RowResult>(line)!)
            .ToDictionary(result => result.Name);
}
