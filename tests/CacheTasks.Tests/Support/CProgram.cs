using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Support;

/// <summary>A small C program, compiled and run: an independent witness of what the system's headers say.</summary>
internal static class CProgram
{
    /// <returns>The lines that it printed; a machine without a compiler skips the test.</returns>
    public static string[] Run(string includes, IEnumerable<string> statements)
    {
        using var folder = new TemporaryDirectory("cc");
        File.WriteAllText(folder["probe.c"], $"#define _GNU_SOURCE\n#include <stddef.h>\n#include <stdio.h>\n{includes}\nint main(void) {{\n{string.Join("\n", statements)}\nreturn 0; }}\n");
        try
        {
            new Command("cc", "-o", folder["probe"], folder["probe.c"]).Run().OrFail();
        }
        catch (UnavailableException exception)
        {
            Assert.Inconclusive($"no C compiler to ask: {exception.Message}");
        }
        return new Command(folder["probe"]).Run().OrFail().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
