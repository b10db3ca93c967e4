using System.Net;
using System.Net.Sockets;
using CacheTasks.CompilerCaches;
using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.CompilerCaches;

[TestClass]
public class UserWrapperTests
{
    private static readonly ToolProfile s_cargo = MadeProfile.Shipped("cargo");

    [TestMethod]
    [DataRow("RUSTC_WRAPPER", "sccache")]
    [DataRow("CARGO_BUILD_RUSTC_WRAPPER", "/opt/wrap")]
    [DataRow("RUSTC_WRAPPER", "")]
    public void Variable_IsRespected(string name, string value)
    {
        var own = UserWrapper.Find(s_cargo, variable => variable == name ? value : null)!;

        Assert.AreEqual(new UserWrapper(name, value), own);
        Assert.AreEqual(Severity.Message, own.Respected.EffectiveSeverity);
        Assert.StartsWith(value.Length == 0 ? $"{name} is set to nothing, which counts before CacheTasksCompilerCache" : $"{name}={value}, which counts before CacheTasksCompilerCache", own.Respected.Text);
    }

    [TestMethod]
    public void None_IsNone() => Assert.IsNull(UserWrapper.Find(s_cargo, _ => null));

    [TestMethod]
    public void PrivateTarget_DefeatsPlainSccache()
    {
        var step = new MadeStep(("Tool", "cargo"), ("TargetFrom", StepLine.SharedRoot), ("TargetDirectory", "/srv/target/u1-ann/app")).Step;

        var said = Check(step, new UserWrapper("RUSTC_WRAPPER", "/usr/bin/sccache"), ("SCCACHE_SERVER_UDS", "/run/ann"));

        Assert.StartsWith("CACHETASKS5003 RUSTC_WRAPPER=/usr/bin/sccache hashes CARGO_TARGET_DIR=/srv/target/u1-ann/app", said.Single());
    }

    [TestMethod]
    public void DaemonOfAnotherUser_Is5002()
    {
        using var theirs = new TcpListener(IPAddress.Loopback, 0);
        theirs.Start();
        var port = ((IPEndPoint)theirs.LocalEndpoint).Port;
        var step = new MadeStep(("Tool", "cargo")).Step;
        var somebody = new MadeUsers { Effective = FileSystem.Users!.Effective + 1 };

        var said = Check(step, new UserWrapper("RUSTC_WRAPPER", "sccache"), somebody, ("SCCACHE_SERVER_PORT", $"{port}"));

        Assert.StartsWith($"CACHETASKS5002 RUSTC_WRAPPER=sccache talks to port {port} of this machine, where a process of user {FileSystem.Users!.Effective}", said.Single());
        AssertLines.None(Check(step, new UserWrapper("RUSTC_WRAPPER", "sccache"), ("SCCACHE_SERVER_PORT", $"{port}")));
        AssertLines.None(Check(step, new UserWrapper("RUSTC_WRAPPER", "/opt/other"), somebody, ("SCCACHE_SERVER_PORT", $"{port}")));
    }

    private static IEnumerable<string> Check(Step step, UserWrapper wrapper, params (string Name, string Value)[] environment) => Check(step, wrapper, FileSystem.Users!, environment);

    private static IEnumerable<string> Check(Step step, UserWrapper wrapper, IUsers users, params (string Name, string Value)[] environment) =>
        wrapper.Check(step, FileSystem.Processes!, users, name => environment.Where(pair => pair.Name == name).Select(pair => pair.Value).FirstOrDefault()).Select(finding => $"{finding.Rule} {finding.Text}");
}
