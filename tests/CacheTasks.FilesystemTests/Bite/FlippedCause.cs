using CacheTasks.Colocation;
using CacheTasks.Colocation.Causes;
using CacheTasks.Diagnostics;

namespace CacheTasks.FilesystemTests;

/// <summary>A rule that says no where it said yes, and yes where it said no.</summary>
internal sealed class FlippedCause(Cause cause) : Cause
{
    public override Rule Rule => cause.Rule;

    public override bool Explains(Failure failure, Colocation.Pair pair) => !cause.Explains(failure, pair);

    public override string Describe(Failure failure, Colocation.Pair pair) => cause.Describe(failure, pair);

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Colocation.Pair pair) => cause.Evidence(failure, pair);

    public override IReadOnlyList<string> Remedies(Failure failure, Colocation.Pair pair) => cause.Remedies(failure, pair);
}
