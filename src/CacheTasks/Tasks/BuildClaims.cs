using System.Collections.Concurrent;
using CacheTasks.Platform;
using Microsoft.Build.Framework;

namespace CacheTasks.Tasks;

/// <summary>
/// Lets one of several nodes and target frameworks speak where all find the same. The claim is a named mutex of the system, which
/// exists until the build ends; its name holds the token that this build's tools answered with, so that builds do not meet.
/// </summary>
internal static class BuildClaims
{
    private const int Attempts = 5;

    // Within one process the threads of a multithreaded build settle it without the system. Names are never used by two builds.
    private static readonly ConcurrentDictionary<string, byte> Claimed = new();

    /// <returns>True for the first that claims these parts in this build, and whenever it cannot be told.</returns>
    public static bool TryClaim(IBuildEngine engine, string token, params string[] parts)
    {
        if (token.Length == 0 || engine is not IBuildEngine4 lifetimes)
        {
            return true;
        }
        var name = @"Global\cachetasks-" + token + "-" + TextDigest.Of(string.Join("\n", parts));
        return Claimed.TryAdd(name, 0) && TryClaim(lifetimes, name);
    }

    private static bool TryClaim(IBuildEngine4 lifetimes, string name)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                var mutex = new Mutex(initiallyOwned: false, name, out var created);
                // Held open to the build's end: a mutex that nobody holds is forgotten.
                lifetimes.RegisterTaskObject(mutex, mutex, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
                // After a failed attempt the mutex that is there may be its remains.
                return created || attempt > 0;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or WaitHandleCannotBeOpenedException)
            {
                // .NET keeps named mutexes as files on Unix; another process that ends may remove their folder in between.
            }
        }
        // Twice is better than not at all.
        return true;
    }
}
