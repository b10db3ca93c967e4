using CacheTasks.Colocation;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Targets;

namespace CacheTasks.CompilerCaches;

/// <summary>
/// Sets up the compiler cache for one step, or says why the step compiles without one. Each question is bounded, and whatever fails costs the cache, not the step.
/// </summary>
/// <param name="environment">As the user left it.</param>
/// <param name="ask">Asks a tool once per build.</param>
internal sealed class Preparation(IFileSystem files, IUsers users, IProcesses processes, Func<string, string?> environment, Func<ToolQuery, ToolAnswers> ask)
{
    private const string Chain = "SCCACHE_MULTILEVEL_CHAIN";

    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Where the wrapper may lie besides the private folder.</summary>
    public IReadOnlyList<string> WrapperFolders { get; init; } = [];

    /// <summary>Looks whether a directory answers before anything touches it; null: not asked.</summary>
    public Watchdog? Watchdog { get; init; }

    /// <summary>Nothing is made, written or started; <see cref="Looked"/> says what would be.</summary>
    public bool LooksOnly { get; init; }

    /// <summary>What a step would be compiled through, for a person; null where it would not be.</summary>
    public string? Looked { get; private set; }

    public BackEndCheck Check => field ??= new(files, users, environment) { LooksOnly = LooksOnly };

    /// <summary>The user's variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <param name="identity">What makes this step another than all that use the same back end.</param>
    /// <returns>The session; null when the step compiles without a cache.</returns>
    public Session? Prepare(Step step, ToolProfile profile, ToolProfile sccache, BackEnd backEnd, IEnumerable<string> identity, CancellationToken cancellation)
    {
        if (UserWrapper.Find(step, profile, environment, ask) is { } own)
        {
            _findings.Add(own.Respected);
            _findings.AddRange(own.Check(step, processes, users, environment));
            return null;
        }
        if (Sccache.Find(sccache, backEnd, step.WorkingDirectory, environment, ask, out var fault) is not { } found)
        {
            return Without(fault!);
        }
        if (SharedPlaces.Of(step, files, environment) is not { AreUsable: true } names)
        {
            return Without(new Finding(Rules.CacheDefeated, "crates are compiled without the compiler cache: CARGO_HOME, the checkout or the target has no path that could be given a shared name (HOME is not set, or a line break or a backslash is in it). Set CARGO_HOME, or use another folder."));
        }
        var answer = Check.AskAsync(backEnd, Watchdog, cancellation).GetAwaiter().GetResult();
        if (answer.Refusal is { } refusal)
        {
            return Without(Unreachable(backEnd, refusal));
        }
        if (LooksOnly)
        {
            Looked = $"through {backEnd.Shown} ({found.Executable} {found.Version}){(answer.Doubt is { } seen ? $"; {seen}" : "")}";
            _findings.AddRange(KeyInfluences.Check(Variables));
            return null;
        }
        if (PrivateHome.Find(files, users, environment, out var faults) is not { } home)
        {
            _findings.AddRange(faults);
            return null;
        }
        if (WrapperFile.Find([home, .. WrapperFolders], out var wrapperFaults) is not { } wrapper)
        {
            return Without(new Finding(Rules.UnusableWrapper, $"crates are compiled without the compiler cache: its wrapper can be run nowhere. {string.Join(" ", wrapperFaults)} To see it: `findmnt -no TARGET,OPTIONS -T {ShellText.Quote(home)}`. Let programs run in one of these folders, or set XDG_RUNTIME_DIR to one where they may."));
        }
        var session = Start(step, backEnd, found, names, home, identity, answer, cancellation);
        if (session is not null)
        {
            _findings.AddRange(KeyInfluences.Check(Variables));
            step.SetVariable(profile.WrapperVariable, wrapper);
        }
        return session;
    }

    private Session? Start(Step step, BackEnd backEnd, Sccache found, SharedNames names, string home, IEnumerable<string> identity, BackEndAnswer answer, CancellationToken cancellation)
    {
        var variables = Set(step, backEnd, names);
        var folder = Path.Combine(home, SessionFolder.NameOf(home, [.. identity, found.Executable, found.Version, .. SharedPlaces.All.Select(names.PathOf), .. variables.Select(variable => $"{variable.Key}={variable.Value}")], Variables));
        variables["SCCACHE_SERVER_UDS"] = Session.SocketIn(folder);
        variables["SCCACHE_CONF"] = Path.Combine(folder, "config");
        SessionFolder.Prune(home);
        SessionFolder.Write(folder, found.Executable, names, KeyInfluences.HiddenIn(Variables.Keys), IsOpen(names.PathOf(SharedPlaces.Target)));
        Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow);
        var session = new Session(found.Executable, backEnd.Shown, "", Daemon.EnvironmentOf(folder, variables)) { ModeVariable = backEnd.ModeVariable };
        var started = session.DaemonIn(folder, processes).StartAsync(level: variables[Chain].Split(',').Length - 1, cancellation).GetAwaiter().GetResult();
        if (started.Failure is { } failure)
        {
            return Without(Unreachable(backEnd, $"{(answer.Doubt is { } doubt ? $"{doubt}; " : "")}'{found.Executable} {Daemon.StartArguments}': {failure.TrimEnd('.')}"));
        }
        if (started.Unavailable is { } unavailable)
        {
            return Without(Unreachable(backEnd, $"sccache says: {unavailable}"));
        }
        if (Statistics.Parse(started.Counted.Output) is null)
        {
            return Without(new Finding(Rules.UnusableWrapper, Hidden($"crates are compiled without the compiler cache: '{found.Executable} {Daemon.CountArguments}' printed what cannot be read: {StepFaults.Quote(started.Counted.Output)} Use another version of sccache.")));
        }
        var isReader = backEnd.IsReadOnly(environment);
        var write = isReader ? null : answer.WriteRefusal ?? started.Log.FindNotWritten();
        if (write is not null)
        {
            _findings.Add(new Finding(Rules.CacheUnreachable, Hidden($"the compiler cache {backEnd.Shown} takes nothing new, so what is compiled here is not shared; what it has is used: {write.TrimEnd('.')}. Give it room or the right to write; where it is meant to be read only, {backEnd.ModeVariable}=READ_ONLY says so.")) { OncePerBuild = true });
        }
        foreach (var variable in variables)
        {
            step.SetVariable(variable.Key, variable.Value);
        }
        step.SetVariable("CACHETASKS_RUSTC", folder);
        step.CompilerCacheFolder = folder;
        session = session with { Before = started.Counted.Output, LogStart = started.LogStart, SaidNoWrites = isReader || write is not null };
        session.Write(folder);
        return session;
    }

    private SortedDictionary<string, string> Set(Step step, BackEnd backEnd, SharedNames names)
    {
        var local = backEnd.IsRemote ? LocalLevel.Find(files, step, environment) : null;
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Chain] = local is null ? backEnd.Kind : $"{BackEnd.Disk},{backEnd.Kind}",
        };
        foreach (var variable in backEnd.Variables)
        {
            variables[variable.Key] = variable.Value;
        }
        if (local is not null)
        {
            variables[LocalLevel.Variable] = local;
        }
        if (LacksRegion(backEnd) && FindRegion(backEnd) is { } region)
        {
            variables[BackEnd.Region] = region;
        }
        // For compilers other than rustc, of which sccache strips these itself; of rustc 0.19 does not, whatever is set.
        var bases = new[] { names.PathOf(SharedPlaces.Source), names.PathOf(SharedPlaces.Cargo) }.Where(path => !path.Contains(':')).ToList();
        if (bases.Count > 0)
        {
            variables["SCCACHE_BASEDIRS"] = string.Join(":", bases);
        }
        return variables;
    }

    // sccache asks for one, and servers other than Amazon's take the first that there was. A profile may have one of its own.
    private string? FindRegion(BackEnd backEnd) =>
        environment("AWS_DEFAULT_REGION") is { Length: > 0 } region ? region
        : backEnd.Address is null || environment("AWS_PROFILE") is { Length: > 0 } || environment("AWS_CONFIG_FILE") is { Length: > 0 }
            || (environment("HOME") is { Length: > 0 } home && File.Exists(Path.Combine(home, ".aws", "config"))) ? null
        : "us-east-1";

    private bool LacksRegion(BackEnd backEnd) =>
        backEnd.Kind == BackEnd.S3 && backEnd.Variables.All(variable => variable.Key != BackEnd.Region) && new[] { BackEnd.Region, "AWS_REGION" }.All(name => environment(name) is not { Length: > 0 });

    private Finding Unreachable(BackEnd backEnd, string why) => new(
        Rules.CacheUnreachable,
        Hidden($"crates are compiled without the compiler cache: {backEnd.Shown} cannot be used: {why}. {(backEnd.Kind == BackEnd.Redis && backEnd.Address is { } address ? $"To see it: `redis-cli -h {address.Host} -p {address.Port}{(address.Scheme == "rediss" ? " --tls" : "")} ping`. " : backEnd.Address is null && LacksRegion(backEnd) ? "No region is named: add ?region=NAME, or set AWS_REGION. " : "")}{(backEnd.IsRemote ? "Bring it back, correct its address or the credentials in the environment" : "Name another directory")}, or set CacheTasksCompilerCache=off."))
    { OncePerBuild = true };

    private bool IsOpen(string target) => files.Stat(target, followLink: true, out var status).Succeeded && (status.Mode & DirectoryTrust.OthersWrite) != 0;

    private string Hidden(string text) => Secrets.Hide(text, environment);

    private Session? Without(Finding finding)
    {
        _findings.Add(finding);
        return null;
    }
}
