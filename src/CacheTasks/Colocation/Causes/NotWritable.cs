using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Colocation.Causes;

/// <summary>EACCES on creating a file: the directory's owner, group and mode do not let this user write (path_resolution(7)).</summary>
internal sealed class NotWritable : Cause
{
    public override Rule Rule => Rules.NotWritable;

    public override bool Explains(Failure failure, Pair pair) =>
        failure.Errno == Errno.EACCES && failure.Operation is Operation.CreateInCache or Operation.CreateInTarget or Operation.OpenInCache or Operation.WriteToCopy;

    public override string Describe(Failure failure, Pair pair)
    {
        if (failure is { Operation: Operation.OpenInCache, File: { } opened })
        {
            return $"the tool opens {opened.Path} for writing whenever it starts; that belongs to user {opened.Status.Owner}, group {opened.Status.Group}, mode {opened.Status.Permissions}, and user {pair.User} may not";
        }
        if (failure.File is { } file)
        {
            return $"the cache's file {file.Path} has mode {file.Status.Permissions}, its copy gets the same, and the tool has to write to the copy";
        }
        var place = pair.PlaceOf(failure);
        return $"{place.Existing} belongs to user {place.Status.Owner}, group {place.Status.Group}, mode {place.Status.Permissions}, and user {pair.User} may not write there";
    }

    public override string Check(Failure failure, Pair pair) => failure.File is null ? $"namei -l {pair.PlaceOf(failure).Quoted}; id" : $"stat -c '%u %a' {QuotedFile(failure)}";

    public override IReadOnlyDictionary<string, string> Evidence(Failure failure, Pair pair)
    {
        if (failure.File is not null)
        {
            return OwnFile(failure, pair);
        }
        var place = pair.PlaceOf(failure);
        return new Dictionary<string, string>
        {
            ["directory"] = place.Existing,
            ["owner"] = place.Status.Owner.ToString(),
            ["group"] = place.Status.Group.ToString(),
            ["mode"] = place.Status.Permissions,
            ["user"] = pair.User.ToString(),
        };
    }

    public override IReadOnlyList<string> Remedies(Failure failure, Pair pair) => failure.Operation == Operation.WriteToCopy
        ? [$"Let owners write the cache's files: `chmod -R u+w {pair.Root.Quoted}`."]
        : failure.Operation is Operation.CreateInCache or Operation.OpenInCache
        ?
        [
            "Give this user a cache of its own: set CacheDirectory to a folder on the target's filesystem.",
            "Or let the users of the cache share a group: `chgrp -R GROUP`, `chmod -R g+rwX` and setgid folders, and umask 002.",
        ]
        : [$"Set TargetDirectory to a folder that user {pair.User} can write, or change the owner: `chown {pair.User} {pair.Target.Quoted}`."];
}
