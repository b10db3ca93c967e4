namespace CacheTasks.Tests.Support;

/// <summary>Compares whole lists, and shows the first difference where they differ.</summary>
internal static class AssertLines
{
    public static void Equal(IEnumerable<object> expected, IEnumerable<object> actual) =>
        Assert.AreEqual(string.Join("\n", expected), string.Join("\n", actual));

    public static void None(IEnumerable<object> actual) => Equal([], actual);
}
