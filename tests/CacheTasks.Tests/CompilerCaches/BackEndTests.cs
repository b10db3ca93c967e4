using CacheTasks.CompilerCaches;
using CacheTasks.Diagnostics;

namespace CacheTasks.Tests.CompilerCaches;

[TestClass]
public class BackEndTests
{
    [TestMethod]
    [DataRow("redis://cache", "redis", "redis://cache:6379", "SCCACHE_REDIS_ENDPOINT=redis://cache:6379")]
    [DataRow(" REDIS://cache:7000/3 ", "redis", "redis://cache:7000/3", "SCCACHE_REDIS_ENDPOINT=redis://cache:7000 SCCACHE_REDIS_DB=3")]
    [DataRow("rediss://10.0.0.7/", "redis", "rediss://10.0.0.7:6379", "SCCACHE_REDIS_ENDPOINT=rediss://10.0.0.7:6379")]
    [DataRow("s3://crates", "s3", "s3://crates", "SCCACHE_BUCKET=crates")]
    [DataRow("s3://crates/team/a?region=eu-central-1", "s3", "s3://crates/team/a", "SCCACHE_BUCKET=crates SCCACHE_S3_KEY_PREFIX=team/a SCCACHE_REGION=eu-central-1")]
    [DataRow("s3://crates?endpoint=http://minio:9000/&region=auto", "s3", "s3://crates at http://minio:9000", "SCCACHE_BUCKET=crates SCCACHE_ENDPOINT=http://minio:9000 SCCACHE_S3_USE_SSL=false SCCACHE_REGION=auto")]
    [DataRow("webdav+http://dav:8080/crates/", "webdav", "http://dav:8080/crates/", "SCCACHE_WEBDAV_ENDPOINT=http://dav:8080/crates")]
    [DataRow("webdav+https://dav/x", "webdav", "https://dav/x", "SCCACHE_WEBDAV_ENDPOINT=https://dav/x")]
    [DataRow("/srv/crates", "disk", "/srv/crates", "SCCACHE_DIR=/srv/crates")]
    [DataRow("../crates", "disk", "/src/crates", "SCCACHE_DIR=/src/crates")]
    [DataRow("build/crates", "disk", "/src/app/build/crates", "SCCACHE_DIR=/src/app/build/crates")]
    [DataRow("/mnt/@cache:1", "disk", "/mnt/@cache:1", "SCCACHE_DIR=/mnt/@cache:1", DisplayName = "a subvolume's usual name")]
    [DataRow("./a:b@c", "disk", "/src/app/a:b@c", "SCCACHE_DIR=/src/app/a:b@c")]
    public void Valid_SetsTheVariables(string value, string kind, string shown, string variables)
    {
        var backEnd = Parse(value, out var fault)!;

        Assert.IsNull(fault);
        Assert.AreEqual((kind, shown), (backEnd.Kind, backEnd.Shown));
        Assert.AreEqual(variables, string.Join(' ', backEnd.Variables.Select(variable => $"{variable.Key}={variable.Value}")));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" ")]
    [DataRow("off")]
    [DataRow("OFF")]
    public void Off_IsNoBackEndAndNoFault(string value)
    {
        Assert.IsNull(Parse(value, out var fault));
        Assert.IsNull(fault);
    }

    [TestMethod]
    [DataRow("http://cache:6379", "no back end is called 'http'")]
    [DataRow("memcached://cache", "no back end is called 'memcached'")]
    [DataRow("redi://cache", "Did you mean redis:// or rediss://?")]
    [DataRow("redis://", "Setting=\"redis://…\" is not a valid address")]
    [DataRow("redis://cache:port", "Setting=\"redis://…\" is not a valid address")]
    [DataRow("redis://cache/first", "is not a valid address")]
    [DataRow("s3://crates?endpoint=minio", "is not a valid address")]
    [DataRow("s3://crates?secret=hush", "Setting=\"s3://…\" is not a valid address")]
    [DataRow("s3://crates?endpiont=http://minio", "Did you mean endpoint?")]
    [DataRow("s3://key:hush/crates", "is not a valid address")]
    [DataRow("redis://cache/#hush", "is not a valid address")]
    [DataRow("redis://cache/hush", "is not a valid address")]
    [DataRow("redis://[::1]:6379", "sccache knows no IPv6 address (0.19.0), name the host")]
    [DataRow("127.0.0.1:6379", "Setting is no address, and no directory's path either, since it has a colon in it")]
    [DataRow("hush:hush", "Setting is no address, and no directory's path either, since it has a colon in it")]
    [DataRow("redis//cache", "Setting is no address, and no directory's path either, since it has two slashes in it")]
    [DataRow("//cache/hush", "Setting is no address, and no directory's path either, since it has two slashes in it")]
    [DataRow("webdav+http://dav?x=1", "is not a valid address")]
    [DataRow("redis:cache", "is not a valid address")]
    [DataRow("redis", "Setting=\"redis\" is no directory's path and no address")]
    [DataRow("of", "Did you mean off?")]
    public void Invalid_IsSaidWithTheValidValues(string value, string text)
    {
        Assert.IsNull(Parse(value, out var fault));
        Assert.AreEqual(Rules.InvalidValue, fault!.Rule);
        Assert.Contains(text, fault.Text);
        Assert.Contains("Valid: redis://HOST[:PORT][/DB], rediss://…, s3://BUCKET", fault.Text);
        Assert.DoesNotContain("hush", fault.Text);
    }

    [TestMethod]
    [DataRow("redis://ann:hush@cache")]
    [DataRow("redis://:hush@cache")]
    [DataRow("hush://hush@hush")]
    [DataRow("webdav+https://ann:hu%73h@dav/hush")]
    [DataRow("s3://crates?endpoint=http://ann:hush@minio")]
    [DataRow("s3://crates?endpoint=http%3A%2F%2Fann%3Ahush%40minio")]
    [DataRow("redis:ann:hush@cache/0")]
    [DataRow("redis:/ann:hush@cache")]
    [DataRow("redis//ann:hush@cache")]
    [DataRow("ann:hush@cache:6379")]
    [DataRow("hush@cache")]
    public void UserInformation_IsRefusedAndNotEchoed(string value)
    {
        Assert.IsNull(Parse(value, out var fault));
        Assert.AreEqual(Rules.InvalidValue, fault!.Rule);
        Assert.StartsWith("Setting has user information in its address", fault.Text);
        Assert.DoesNotContain("hush", fault.Text);
        Assert.DoesNotContain("ann", fault.Text.Replace("annot", "", StringComparison.Ordinal));
    }

    private static BackEnd? Parse(string value, out Finding? fault) => BackEnd.Parse(value, "Setting", path => Path.GetFullPath(Path.Combine("/src/app", path)), out fault);
}
