using CacheTasks.TestSupport;

namespace CacheTasks.Tests.Support;

/// <summary>Headless Chromium, which touches no network and no profile of anybody.</summary>
internal static class Browser
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The page's elements as the browser has them after the page's scripts ran.</summary>
    public static string Dump(string page)
    {
        using var profile = new TemporaryDirectory("browser");
        return new Command(Find(),
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--user-data-dir=" + profile.Location, "--virtual-time-budget=5000", "--dump-dom", new Uri(page).AbsoluteUri).Run().OrFail().StandardOutput;
    }

    private static string Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = s_names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (found is null)
        {
            Lacking.Skip("no Chromium is installed, which shows the page");
        }
        return found!;
    }
}
