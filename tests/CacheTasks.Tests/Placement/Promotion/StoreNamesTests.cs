using CacheTasks.Placement.Promotion;

namespace CacheTasks.Tests.Placement.Promotion;

[TestClass]
public sealed class StoreNamesTests
{
    private static readonly string[] Both = [StoreNames.Uv, StoreNames.Cargo];

    [TestMethod]
    [DataRow("uv=/vol/uv", "/vol/uv", null)]
    [DataRow("uv=/vol/uv; cargo=/vol/cargo;", "/vol/uv", "/vol/cargo")]
    public void KindsWithDirectories_AreRead(string text, string? uv, string? cargo)
    {
        var names = StoreNames.Parse(StoreUse.Promotion, text, Both, out var fault);

        Assert.IsNull(fault);
        Assert.AreEqual((uv, cargo), (names!.Find(StoreNames.Uv), names.Find(StoreNames.Cargo)));
    }

    [TestMethod]
    [DataRow("uv=/vol/uv;pip=/vol/pip")]
    [DataRow("uv=/vol/uv;/vol/other")]
    [DataRow("/vol/a;b")]
    [DataRow("uv=/vol/uv;uv=/vol/other")]
    [DataRow("uv=")]
    [DataRow("")]
    public void WhatHasAPartThatNamesNothing_IsRefusedWhole(string text)
    {
        Assert.IsNull(StoreNames.Parse(StoreUse.Promotion, text, [StoreNames.Uv], out var fault));
        Assert.AreEqual("CACHETASKS0002", fault?.Rule.Code);
    }
}
