using System.Diagnostics;

namespace CacheTasks.Benchmarks;

/// <summary>The machine's own compiler, for what is compared with C.</summary>
internal static class CCompiler
{
    /// <param name="source">A file of this project, relative to it.</param>
    public static void Compile(string source, string output, params string[] options)
    {
        using var compiler = Process.Start("cc", ["-O2", .. options, "-o", output, Path.Combine(AppContext.BaseDirectory, source)]);
        compiler.WaitForExit();
        if (compiler.ExitCode != 0)
        {
            throw new InvalidOperationException($"cc could not compile {source}");
        }
    }
}
