using System.Runtime.InteropServices;
using CacheTasks.ProbeLoop;
using CacheTasks.TestSupport;

// ProbeLoop verify VERSION CACHE TARGET RECORDS [NAME=VALUE...]: once, then prints each diagnostic as "warning CODE: text"; names are the pair's. Where a
//   placement is asked for, the lines for people as well.
// ProbeLoop outcome VERSION CACHE TARGET RECORDS: what follows the step, after such a verify.
// ProbeLoop loop VERSION CACHE TARGET RECORDS: prints "probing" after the first probe and goes on until it is killed.
// ProbeLoop survive VERSION CACHE TARGET RECORDS: as loop, but outlives SIGTERM, probes once more and prints as verify does.
// ProbeLoop allocate ROOT WORKSPACE [NAME=VALUE...]: a private directory; START=FILE waits until that file is there.
// ProbeLoop reallocate ROOT WORKSPACE ROUNDS: makes and removes it, again and again.
// ProbeLoop inspect TOOL VERSION TARGET WORKSPACE: InspectTargets once, then prints as verify does.
// ProbeLoop root TOOL ROOT: places the cache of a tool below a root and prints the variables.
// ProbeLoop leave FOLDER: leaves a file named as a probe of this process names its files, as if killed at that moment.
// ProbeLoop crates LOCKFILE HOME LAYER...: fills a CARGO_HOME from layers.
// ProbeLoop move SOURCE DESTINATION CHECKOUT [N]: moves a target; kills itself at the Nth change, or with "count" says how many there were.
// ProbeLoop seed TOOL VERSION CACHE PROJECT LAYER[:LAYER...] [NAME=VALUE...]: SeedCaches once; prints what it says.
// ProbeLoop promote uv|cargo CACHE STORE [MICROSECONDS]: promotes, and kills itself after that time.
// ProbeLoop promoting CACHE STORE STOP, ProbeLoop collecting STORE KEEP STOP: again and again until the file STOP is there.
// ProbeLoop collect STORE KEEP MICROSECONDS: removes all that KEEP does not name, and kills itself after that time.
if (args is ["move", var moved, var destination, var checkout, .. var stop])
    return Move.Run(moved, destination, checkout, stop is [var at] ? at : "");

if (args is ["seed", var seeded, var seederVersion, var seededCache, var seededProject, var layers, .. var seedSettings])
    return Seed.Run(seeded, seederVersion, seededCache, seededProject, layers, seedSettings);

if (args is ["promote", var kind, var from, var store, .. var delay])
    return Promote.Run(kind, from, store, delay is [var microseconds] ? microseconds : "");

if (args is ["promoting", var builder, var filled, var promotersStop])
    return Fleet.Promote(builder, filled, promotersStop);

if (args is ["collecting", var collected, var kept, var collectorsStop])
    return Fleet.Collect(collected, kept, collectorsStop);

if (args is ["collect", var once, var named, var killedAfter])
    return Fleet.CollectOnce(once, named, killedAfter);

if (args is ["crates", var lockFile, var home, .. var crateLayers])
    return Promote.TakeCrates(lockFile, home, crateLayers);

if (args is ["root", var placed, var cacheRoot])
    return RootPlacer.Run(placed, cacheRoot);

if (args is ["leave", var folder])
{
    File.WriteAllText(Path.Combine(folder, CacheTasks.Colocation.ProbeFile.NewName()), "");
    return 0;
}

if (args is ["inspect", var tool, var toolVersion, var inspected, var crate])
    return Print(TaskChain.Inspect(tool, toolVersion, inspected, crate));

if (args is ["allocate", var root, var workspace, .. var more])
{
    foreach (var start in more.Where(setting => setting.StartsWith("START=", StringComparison.Ordinal)))
        SpinWait.SpinUntil(() => File.Exists(start["START=".Length..]));
    return Allocator.Run(root, workspace, more.Where(setting => !setting.StartsWith("START=", StringComparison.Ordinal)));
}

if (OperatingSystem.IsLinux() && args is ["reallocate", var under, var project, var rounds])
    return Allocator.Repeat(under, project, int.Parse(rounds, System.Globalization.CultureInfo.InvariantCulture));

if (args is not [("verify" or "outcome" or "loop" or "survive") and var verb, var version, var cache, var target, var records, .. var settings])
{
    Console.Error.WriteLine("usage: verify|outcome|loop|survive VERSION CACHE TARGET RECORDS [NAME=VALUE...], or allocate, reallocate, inspect, move, seed, promote, promoting, collecting, collect, crates, root, leave");
    return 64;
}

var pair = settings.Aggregate(new Pair("Sync", "uv", version, cache, target, records), (pair, setting) => pair.With(setting));
if (verb == "verify")
{
    var chain = TaskChain.Verify(pair);
    chain.Save();
    foreach (var line in chain.Engine.Messages.Where(message => pair.Placement.Length > 0 && string.IsNullOrEmpty(message.Code)))
        Console.WriteLine(line.Message);
    return Report(chain);
}

if (verb == "outcome")
{
    var chain = TaskChain.Resume(pair);
    chain.VerifyOutcome();
    return Report(chain);
}

var survived = false;
using var survival = verb == "survive"
    ? PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => survived = signal.Cancel = true)
    : null;
TaskChain.Verify(pair);
Console.WriteLine("probing");
while (!Volatile.Read(ref survived))
    TaskChain.Verify(pair);
return Report(TaskChain.Verify(pair));

static int Report(TaskChain chain) => Print(chain.Engine);

static int Print(RecordingEngine engine)
{
    foreach (var error in engine.Errors)
        Console.WriteLine($"error {error.Code}: {error.Message}");
    foreach (var warning in engine.Warnings)
        Console.WriteLine($"warning {warning.Code}: {warning.Message}");
    return 0;
}
