using System.Reflection;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Logs when the task has returned, at which the engine closes the task's own way: the event goes to the engine's logging service with the
/// task's context. No public interface does that; where the engine looks different nothing is logged.
/// </summary>
internal sealed class LiveLog
{
    private readonly object _service;
    private readonly MethodInfo _log;
    private readonly BuildEventContext _context;

    private LiveLog(object service, MethodInfo log, BuildEventContext context)
    {
        _service = service;
        _log = log;
        _context = context;
    }

    /// <summary>To be made while the task runs. Null where the engine is another one: a host of its own, a side process.</summary>
    public static LiveLog? Of(IBuildEngine engine)
    {
        var logging = EngineObjects.Value(engine, "_taskLoggingContext");
        var service = logging is null ? null : EngineObjects.Value(logging, "LoggingService");
        var context = logging is null ? null : EngineObjects.Value(logging, "BuildEventContext") as BuildEventContext;
        var log = service?.GetType().GetMethod("LogBuildEvent", [typeof(BuildEventArgs)]);
        return service is null || context is null || log is null ? null : new LiveLog(service, log, context);
    }

    /// <returns>False when it could not be logged.</returns>
    public bool TryLog(BuildEventArgs args)
    {
        args.BuildEventContext = _context;
        try
        {
            _log.Invoke(_service, [args]);
            return true;
        }
        catch (TargetInvocationException)
        {
            // The build is ending, or this is another engine than it seemed.
            return false;
        }
    }
}
