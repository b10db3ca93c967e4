using CacheTasks.Colocation;
using CacheTasks.Platform;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Colocation;

/// <summary>Files of one kind are tried once, so two kinds must never be one.</summary>
[TestClass]
public class SampledFileTests
{
    private const uint Me = 1000;

    [TestMethod]
    public void OwnFiles_AreOneKindWhateverTheirMode() =>
        Assert.AreEqual(MadeSample.File(Me, 0x1A4).Kind(Me), MadeSample.File(Me, 0x1ED, number: 1, package: 5, attributes: InodeAttributes.Encrypted).Kind(Me));

    public static IEnumerable<object[]> Others =>
    [
        [MadeSample.File(Me, mode: 0x00)], [MadeSample.File(Me, attributes: InodeAttributes.Immutable)], [MadeSample.File(Me, attributes: InodeAttributes.AppendOnly)],
        [MadeSample.File(Me, links: 170)], [MadeSample.File(Me, links: 65000)], [MadeSample.File(0)],
    ];

    [TestMethod]
    [DynamicData(nameof(Others))]
    public void WhatDecidesAboutALink_IsAKindOfItsOwn(object file) => Assert.AreNotEqual(MadeSample.File(Me).Kind(Me), ((SampledFile)file).Kind(Me));

    [TestMethod]
    public void ForeignFiles_DifferByGroupAndMode()
    {
        var roots = MadeSample.File(0);

        Assert.AreEqual(roots.Kind(Me), MadeSample.File(0, number: 4).Kind(Me));
        Assert.AreNotEqual(roots.Kind(Me), MadeSample.File(0, mode: 0x1B4).Kind(Me));
        Assert.AreNotEqual(roots.Kind(Me), (roots with { Status = roots.Status with { Group = Me } }).Kind(Me));
    }

    // Most files have a handful of links, each another number: they are no kinds of their own.
    [TestMethod]
    public void FewLinks_AreNoKind() => Assert.AreEqual(MadeSample.File(Me, links: 1).Kind(Me), MadeSample.File(Me, links: 169).Kind(Me));

    [TestMethod]
    [DataRow(Me, 0x124u, true)]
    [DataRow(Me, 0x1A4u, false)]
    [DataRow(0u, 0x124u, false, DisplayName = "root writes where it may not")]
    public void CopyOfAReadOnlyFile_IsReadOnly(uint user, uint mode, bool readOnly) => Assert.AreEqual(readOnly, MadeSample.File(mode: mode).CopyIsReadOnly(user));
}
