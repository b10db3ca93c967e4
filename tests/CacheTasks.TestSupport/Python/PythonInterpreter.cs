namespace CacheTasks.TestSupport;

/// <summary>The Python that uv is told to use, so that no test depends on how uv searches for one.</summary>
public static class PythonInterpreter
{
    private static readonly Lazy<string> s_path = new(Find);

    public static string Path => s_path.Value;

    // A shim (pyenv, asdf) needs its user's HOME: ask it for the interpreter behind it. The system's comes first,
    // because every user of the machine may run that.
    private static string Find()
    {
        foreach (var candidate in new[] { "/usr/bin/python3", "python3" })
        {
            try
            {
                var asked = new Command(candidate, "-c", "import sys, venv; print(sys.executable)").Run();
                if (asked.Succeeded)
                    return asked.StandardOutput.Trim();
            }
            catch (UnavailableException)
            {
                // The next candidate may be there.
            }
        }

        throw new UnavailableException("no python3 that can be run");
    }
}
