namespace CacheTasks.Placement.Needs;

/// <summary>What the packages of a lock file are wanted for, as the sentences about one that cannot be read say it.</summary>
/// <param name="Lost">What does not happen then.</param>
/// <param name="Then">What does, or what to do.</param>
internal sealed record NeedsPurpose(string Lost, string Then)
{
    /// <summary>A step's metadata name the file.</summary>
    public bool IsOfAStep { get; private init; }

    public static NeedsPurpose Layers { get; } = new("nothing that it names is taken from a layer", "The step runs as it would without layers.") { IsOfAStep = true };
}
