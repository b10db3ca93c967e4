using CacheTasks.Diagnostics;
using CacheTasks.Placement.Caches;
using CacheTasks.Placement.Needs;
using CacheTasks.Placement.Seeding;
using CacheTasks.Platform;
using CacheTasks.Targets;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Placement.CargoLayer;

/// <summary>What was taken from layers into a CARGO_HOME.</summary>
/// <param name="Taken">From each layer that had any: how many crates, and the bytes of their archives.</param>
/// <param name="Present">How many were there.</param>
/// <param name="Lacking">Crates that neither a layer nor the home has.</param>
/// <param name="Refused">Crates of a layer that are not what the lock file says.</param>
internal sealed record CargoSeedingResult(IReadOnlyList<(string Layer, int Crates, ulong Bytes)> Taken, int Present, IReadOnlyList<string> Lacking, IReadOnlyList<string> Refused, IReadOnlyList<Finding> Findings);

/// <summary>
/// Fills the registry of a CARGO_HOME with the crates that a Cargo.lock names, from layers that are CARGO_HOMEs themselves: the archives, which
/// cargo unpacks on its own, the index entries and the registry's configuration. That is all that <c>cargo build --offline --locked</c> reads
/// (observed with cargo 1.95). A replaced source works like any other, since registries keep the folder names that cargo gives them.
/// </summary>
internal sealed class CargoSeeding(CopyTools tools, CancellationToken cancellation)
{
    // A cargo that downloads holds the lock for minutes; the step would wait for it as well.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<Finding> _findings = [];
    private readonly HashSet<CrateName> _found = [];
    private readonly List<(string Layer, int Crates, ulong Bytes)> _taken = [];
    private readonly List<string> _refused = [];
    private readonly List<string> _lacking = [];
    private int _copied;
    private int _present;

    /// <param name="home">The CARGO_HOME that is filled, absolute; made when only its folder is there.</param>
    /// <param name="layers">Absolute, in the order in which they are asked.</param>
    /// <param name="verify">Archives that are there are read, not only measured.</param>
    public CargoSeedingResult Run(IReadOnlyList<CargoPackage> packages, string home, IReadOnlyList<string> layers, bool verify)
    {
        var wanted = packages.Where(package => package.Checksum.Length > 0).ToList();
        using var handle = CacheRoot.Make(tools.Files, home, out var why);
        if (handle is null)
        {
            _findings.Add(CargoFindings.HomeUnusable(home, why));
            return Result();
        }
        // Also when nothing is lacking: a run that was killed over its last act leaves a staging.
        Staging.RemoveLeftovers(tools, handle);
        using var target = new OpenFolders(tools, handle);
        foreach (var layer in layers)
        {
            Take(layer, home, handle, target, wanted, verify);
        }
        _lacking.AddRange(wanted.Where(package => !_found.Contains(new(package.Name, package.Version)) && !IsThere(target, package)).Select(package => $"{package.Name} {package.Version}"));
        CargoFindings.AddLacking(_findings, packages, _lacking);
        return Result();
    }

    private void Take(string layer, string home, SafeFileHandle homeHandle, OpenFolders target, IReadOnlyList<CargoPackage> wanted, bool verify)
    {
        var errno = tools.Files.OpenDirectory(layer, out var handle);
        using (handle)
        {
            if (!errno.Succeeded)
            {
                _findings.Add(CargoFindings.LayerUnusable(layer, errno.Text));
                return;
            }
            using var source = new OpenFolders(tools, handle);
            var registries = new RegistryFiles(tools.Trees, source).List(out var hasGit);
            if (registries.Count == 0)
            {
                _findings.Add(CargoFindings.LayerUnusable(layer, hasGit ? "its index is a git repository, and only a sparse one can be taken in parts" : "it has no registry/index: it is no CARGO_HOME, or an empty one"));
                return;
            }
            var transfer = new CrateTransfer(tools.Trees, source, target);
            var crates = Look(transfer, registries, wanted, verify);
            _copied = 0;
            if (crates.Count > 0)
            {
                Copy(transfer, layer, home, homeHandle, crates);
                _taken.AddRange(_copied > 0 ? [(layer, _copied, transfer.Bytes)] : []);
            }
        }
    }

    private List<CrateFile> Look(CrateTransfer transfer, IReadOnlyList<string> registries, IReadOnlyList<CargoPackage> wanted, bool verify)
    {
        var lacking = new List<CrateFile>();
        foreach (var registry in registries)
        {
            foreach (var package in wanted)
            {
                cancellation.ThrowIfCancellationRequested();
                var crate = new CrateFile(registry, package.Name, package.Version, package.Checksum);
                var state = transfer.Look(crate, verify);
                if (state == CrateState.Copied)
                {
                    lacking.Add(crate);
                }
                else if (state == CrateState.Present && _found.Add(new(crate.Name, crate.Version)))
                {
                    _present++;
                }
            }
        }
        return lacking;
    }

    private void Copy(CrateTransfer transfer, string layer, string home, SafeFileHandle homeHandle, IReadOnlyList<CrateFile> crates)
    {
        using var held = CacheLock.Take(tools, homeHandle, CargoHome.Lock, exclusive: true, Patience, cancellation);
        if (held is null)
        {
            _findings.Add(CargoFindings.Busy(home));
            return;
        }
        using var staging = Staging.Create(tools, homeHandle, out var errno);
        if (staging is null)
        {
            _findings.Add(CargoFindings.HomeUnusable(home, $"{errno.Text} ({errno.Name})"));
            return;
        }
        var copy = new FileCopy(tools.Trees, staging.Handle);
        var damaged = new List<CrateFile>();
        tools.Progress?.Begin("seeding", "crates", crates.Count);
        foreach (var crate in crates)
        {
            cancellation.ThrowIfCancellationRequested();
            var state = transfer.Copy(copy, crate);
            if (state == CrateState.Failed)
            {
                _findings.Add(CargoFindings.Stopped(home, crate, transfer.Errno));
                break;
            }
            Count(state, crate, damaged);
            tools.Progress?.Add(1);
        }
        if (damaged.Count > 0)
        {
            _refused.AddRange(damaged.Select(crate => crate.ToString()));
            _findings.Add(CargoFindings.Damaged(layer, damaged));
        }
    }

    private void Count(CrateState state, CrateFile crate, List<CrateFile> damaged)
    {
        if (state == CrateState.Damaged)
        {
            damaged.Add(crate);
        }
        else if (state == CrateState.Copied && _found.Add(new(crate.Name, crate.Version)))
        {
            _copied++;
        }
    }

    private bool IsThere(OpenFolders target, CargoPackage package)
    {
        var files = new RegistryFiles(tools.Trees, target);
        return files.List(out _).Select(registry => new CrateFile(registry, package.Name, package.Version, package.Checksum)).Any(crate => files.HasArchive(crate, out _) && files.HasEntry(crate));
    }

    private CargoSeedingResult Result() => new(_taken, _present, _lacking, _refused, _findings);

    private readonly record struct CrateName(string Name, string Version);
}
