using CacheTasks.CompilerCaches;

namespace CacheTasks.Tests.CompilerCaches;

[TestClass]
public class SecretsTests
{
    [TestMethod]
    [DataRow("cannot AUTH with hush-hush", "cannot AUTH with ***")]
    [DataRow("at https://ann:word@dav/x, at redis://:other@cache", "at https://***@dav/x, at redis://***@cache")]
    [DataRow("at https://dav/x?mail=a@b", "at https://dav/x?mail=a@b")]
    public void Credentials_AreMasked(string text, string shown) =>
        Assert.AreEqual(shown, Secrets.Hide(text, name => name switch { "SCCACHE_REDIS_PASSWORD" => "hush-hush", "SCCACHE_REDIS_USERNAME" => "redis", _ => null }));
}
