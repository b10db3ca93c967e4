using System.Reflection;
using CacheTasks.Platform;
using Microsoft.Win32.SafeHandles;

namespace CacheTasks.Tests.Support;

/// <summary>The real calls, but that a test may answer one itself, or let something happen right after it.</summary>
// The proxy is a class derived from this one.
#pragma warning disable CA1852
internal class WatchedTrees : DispatchProxy
#pragma warning restore CA1852
{
    private Func<string, int, Errno?> _answer = (_, _) => null;
    private Action<string, int> _after = (_, _) => { };
    private readonly Dictionary<string, int> _calls = [];

    /// <param name="answer">Name of the call and its number from 1: an error number instead of the call.</param>
    /// <param name="after">The same, after a call that was made.</param>
    public static ITreeChanges Create(Func<string, int, Errno?>? answer = null, Action<string, int>? after = null)
    {
        var made = Create<ITreeChanges, WatchedTrees>();
        var watched = (WatchedTrees)(object)made;
        watched._answer = answer ?? watched._answer;
        watched._after = after ?? watched._after;
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var name = targetMethod!.Name;
        var number = _calls[name] = _calls.GetValueOrDefault(name) + 1;
        if (_answer(name, number) is { } answer)
        {
            Empty(targetMethod, args!);
            return answer;
        }
        var returned = targetMethod.Invoke(FileSystem.Trees!, args);
        _after(name, number);
        return returned;
    }

    // As the real ones leave what they could not get.
    private static void Empty(MethodInfo method, object?[] args)
    {
        foreach (var parameter in method.GetParameters().Where(parameter => parameter.IsOut))
        {
            var type = parameter.ParameterType.GetElementType()!;
            args[parameter.Position] = type == typeof(SafeFileHandle) ? new SafeFileHandle()
                : type == typeof(byte[]) ? Array.Empty<byte>()
                : type == typeof(IReadOnlyList<TreeEntry>) ? Array.Empty<TreeEntry>()
                : Activator.CreateInstance(type);
        }
    }
}
