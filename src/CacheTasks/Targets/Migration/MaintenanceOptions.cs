using System.Globalization;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;

namespace CacheTasks.Targets.Migration;

/// <summary>What the user set for moving and cleaning, read once; with a value that is not valid nothing is changed.</summary>
internal sealed class MaintenanceOptions
{
    private readonly List<Finding> _findings = [];

    private MaintenanceOptions()
    {
    }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>False after a fault: guessing what somebody meant is no ground for moving or removing anything.</summary>
    public bool Usable => _findings.Count == 0;

    public bool Migrate { get; private set; }

    public bool DryRun { get; private set; }

    public uint? ForUser { get; private set; }

    /// <summary>Null: age removes nothing.</summary>
    public TimeSpan? OlderThan { get; private set; }

    public bool Missing { get; private set; }

    /// <summary>Null: the usual.</summary>
    public TimeSpan? Grace { get; private set; }

    public static MaintenanceOptions Read(string? dryRun, string? forUser, uint effective, IUsers users)
    {
        var options = new MaintenanceOptions();
        options.DryRun = options.Flag("CacheTasksDryRun", dryRun);
        options.ReadUser(forUser?.Trim() ?? "", effective, users);
        return options;
    }

    /// <summary>Of a build that may move a target first.</summary>
    public static MaintenanceOptions ReadMigrate(string? migrate)
    {
        var options = new MaintenanceOptions();
        options.Migrate = options.Flag("CacheTasksMigrate", migrate);
        return options;
    }

    public static MaintenanceOptions Read(string? dryRun, string? olderThan, string? missing)
    {
        var options = new MaintenanceOptions();
        options.DryRun = options.Flag("CacheTasksDryRun", dryRun);
        options.Missing = options.Flag("CacheTasksCleanMissing", missing);
        options.OlderThan = options.Days("CacheTasksCleanOlderThan", olderThan);
        return options;
    }

    /// <summary>Of a collection.</summary>
    public static MaintenanceOptions ReadCollection(string? dryRun, string? olderThan, string? grace)
    {
        var options = new MaintenanceOptions();
        options.DryRun = options.Flag("CacheTasksDryRun", dryRun);
        options.OlderThan = options.Days("CacheTasksCollectOlderThan", olderThan);
        options.Grace = options.Days("CacheTasksCollectGrace", grace);
        return options;
    }

    private bool Flag(string name, string? value)
    {
        var text = (value ?? "").Trim();
        if (text.Length > 0 && !string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) && !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase))
        {
            Refuse($"{name}=\"{text}\" is not valid, so nothing is changed. Valid here: true, false.");
        }
        return string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
    }

    private void ReadUser(string text, uint effective, IUsers users)
    {
        if (text.Length == 0)
        {
            return;
        }
        var user = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : users.FindUser(text);
        if (user is null or uint.MaxValue)
        {
            Refuse($"CacheTasksMigrateUser=\"{text}\" is not valid, so nothing is moved: no user has this login. Valid here: a login, or a user ID such as 1000.");
        }
        else if (user != effective && effective != 0)
        {
            Refuse($"CacheTasksMigrateUser=\"{text}\" is not valid, so nothing is moved: only root can move for another user. Valid here: nothing, or yourself.");
        }
        else if (user != effective)
        {
            ForUser = user;
        }
    }

    private TimeSpan? Days(string name, string? value)
    {
        var text = (value ?? "").Trim();
        if (text.Length == 0)
        {
            return null;
        }
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) && days is >= 0 and <= 36500)
        {
            return TimeSpan.FromDays(days);
        }
        Refuse($"{name}=\"{text}\" is not valid, so nothing is removed. Valid here: a number of days from 0 to 36500.");
        return null;
    }

    private void Refuse(string text) => _findings.Add(new Finding(Rules.InvalidValue, text));
}
