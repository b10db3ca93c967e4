using System.Text.RegularExpressions;

namespace CacheTasks.Placement.Needs;

/// <summary>
/// One requirement of a requirements file: <c>name[extra]==1.0 ; marker --hash=…</c>, <c>name @ address</c>, or a path (pip's documentation,
/// "Requirements File Format", and PEP 508). Markers are not evaluated: what another system would need is in no layer.
/// </summary>
internal static class RequirementLine
{
    private static readonly Regex Named = new(
        @"^(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(?:@\s*(?<address>\S+)|(?<rest>[=<>!~(;].*)?$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex Pin = new(@"(?:^|[,(\s])===?\s*(?<version>[A-Za-z0-9_.!+-]+)\s*(?:[,)\s]|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>The package's normalised name, and what is needed of it where the line says one version or file; null where it names no package.</summary>
    public static (string Name, NeededPackage? Package)? Parse(string line)
    {
        var match = Named.Match(line);
        if (!match.Success || WheelName.Of(match.Groups["name"].Value) is not null)
        {
            return FromFile(line);
        }
        var name = PackageName.Normalize(match.Groups["name"].Value);
        if (match.Groups["address"].Success)
        {
            return (name, FromFile(match.Groups["address"].Value)?.Package);
        }
        var pin = Pin.Match(match.Groups["rest"].Value.Split(';')[0]);
        return (name, pin.Success ? new NeededPackage(name, pin.Groups["version"].Value, [], MayBeBuilt: true) : null);
    }

    // Name and version; what stands between the last dash and these endings is a version (PEP 625).
    private static readonly Regex Source = new(@"(?:^|/)(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)-[0-9][^-/]*\.(?:tar\.gz|tgz|tar\.bz2|tar\.xz|zip)(?:[?#].*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>The normalised name that the archive of a source distribution seems to have; only building it tells.</summary>
    public static string? GuessName(string line) => Source.Match(FirstWord(line)) is { Success: true } source ? PackageName.Normalize(source.Groups["name"].Value) : null;

    private static (string Name, NeededPackage? Package)? FromFile(string address) =>
        WheelName.Of(FirstWord(address)) is { } wheel && WheelName.Parse(wheel) is { } parts
            ? (PackageName.Normalize(parts.Name), new NeededPackage(PackageName.Normalize(parts.Name), parts.Version, [wheel], MayBeBuilt: false))
            : null;

    private static string FirstWord(string text) => text.Split(' ', '\t', ';', '[')[0];
}
