namespace CacheTasks.Tests.Support;

/// <summary>Compares whole lists by their text, and shows the first difference where they differ.</summary>
internal static class AssertLines
{
    public static void Equal<TExpected, TActual>(IEnumerable<TExpected> expected, IEnumerable<TActual> actual) =>
        Assert.AreEqual(string.Join("\n", expected), string.Join("\n", actual));

    public static void None<T>(IEnumerable<T> actual) => Assert.AreEqual("", string.Join("\n", actual));
}
