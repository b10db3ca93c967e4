namespace CacheTasks.FilesystemTests;

/// <summary>What one version of uv does with a pair: as the user left it, and with the environment that we set.</summary>
internal sealed record Forecast(string Prediction, string Planned, string Environment)
{
    /// <summary>The same both ways: nothing has to be set, or nothing helps.</summary>
    internal static Forecast Untouched(string prediction) => new(prediction, prediction, "");

    internal static Forecast Setting(string mode, string prediction) => new(prediction, mode, "UV_LINK_MODE=" + mode);
}
