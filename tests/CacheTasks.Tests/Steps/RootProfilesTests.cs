using CacheTasks.Steps;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Steps;

/// <summary>What the shipped profiles say of CacheTasksRoot.</summary>
[TestClass]
public class RootProfilesTests
{
    // The first six and ccache are the names that melange and its users have below /var/cache/melange.
    [TestMethod]
    [DataRow("uv", "uv", "UV_CACHE_DIR=/r/uv", true)]
    [DataRow("go", "gomodcache", "GOMODCACHE=/r/gomodcache GOCACHE=/r/gocache", true)]
    [DataRow("pip", "pip", "PIP_CACHE_DIR=/r/pip", true)]
    [DataRow("npm", "npm", "npm_config_cache=/r/npm", false)]
    [DataRow("composer", "composer", "COMPOSER_CACHE_DIR=/r/composer", false)]
    [DataRow("maven", "m2repository", "MAVEN_OPTS=-Dmaven.repo.local=/r/m2repository", false)]
    [DataRow("ccache", "ccache", "CCACHE_DIR=/r/ccache", true)]
    [DataRow("sccache", "sccache", "SCCACHE_DIR=/r/sccache", false)]
    [DataRow("pnpm", "pnpm", "npm_config_store_dir=/r/pnpm pnpm_config_store_dir=/r/pnpm", false)]
    [DataRow("bun", "bun", "BUN_INSTALL_CACHE_DIR=/r/bun", false)]
    [DataRow("gradle", "gradle", "GRADLE_USER_HOME=/r/gradle", false)]
    [DataRow("pixi", "pixi", "PIXI_CACHE_DIR=/r/pixi", false)]
    [DataRow("conda", "conda", "CONDA_PKGS_DIRS=/r/conda", false)]
    [DataRow("nuget", "nuget", "NUGET_PACKAGES=/r/nuget", false)]
    [DataRow("uv-pip", "uv", "UV_CACHE_DIR=/r/uv", true)]
    [DataRow("uv-tool", "uv", "UV_CACHE_DIR=/r/uv", true)]
    [DataRow("uv-build", "uv", "UV_CACHE_DIR=/r/uv", true)]
    public void Tool_HasItsFolderAndVariables(string tool, string folder, string variables, bool shared)
    {
        var profile = MadeProfile.Shipped(tool);

        Assert.AreEqual(folder, profile.RootFolder);
        Assert.AreEqual(variables, string.Join(' ', profile.RootVariables.Select(variable => $"{variable.Name}={variable.Fill("/r/" + folder, "/r", null)}")));
        Assert.AreEqual(shared, profile.SharedCache);
    }

    [TestMethod]
    public void EveryProfile_IsInTheTableAbove()
    {
        var rows = typeof(RootProfilesTests).GetMethod(nameof(Tool_HasItsFolderAndVariables))!.GetCustomAttributes(typeof(DataRowAttribute), false);

        AssertLines.Equal(ToolProfiles.Shipped.Names, rows.Select(row => (string)((DataRowAttribute)row).Data[0]!).Append("cargo").Order(StringComparer.Ordinal));
    }

    // Its registry stays where it is.
    [TestMethod]
    public void Cargo_HasNoPlaceBelowTheRoot() => Assert.AreEqual("", MadeProfile.Shipped("cargo").RootFolder + string.Concat(MadeProfile.Shipped("cargo").RootVariables));

    [TestMethod]
    [DataRow("npm", "NPM_CONFIG_CACHE", "/x", "NPM_CONFIG_CACHE=/x")]
    [DataRow("npm", "npm_config_cache", "/x", "npm_config_cache=/x")]
    [DataRow("maven", "MAVEN_OPTS", "-Xmx1g", null)]
    [DataRow("maven", "MAVEN_OPTS", "-Dmaven.repo.local=/x", "MAVEN_OPTS=-Dmaven.repo.local=/x")]
    [DataRow("maven", "MAVEN_ARGS", "-Dmaven.repo.local=/x", "MAVEN_ARGS=-Dmaven.repo.local=/x")]
    [DataRow("maven", "MAVEN_ARGS", "--batch-mode", null)]
    [DataRow("go", "GOCACHE", "/x", null)]
    [DataRow("pixi", "RATTLER_CACHE_DIR", "/x", "RATTLER_CACHE_DIR=/x")]
    [DataRow("pip", "PIP_CACHE_DIR", "", null)]
    public void UsersEnvironment_NamesTheCacheOrNot(string tool, string variable, string value, string? named) =>
        Assert.AreEqual(named, MadeProfile.Shipped(tool).FindNamed(name => name == variable ? value : null));

    [TestMethod]
    [DataRow("pip", true)]
    [DataRow("gradle", true)]
    [DataRow("uv-build", true)]
    [DataRow("uv", false)]
    [DataRow("uv-pip", false)]
    [DataRow("cargo", false)]
    public void ToolWithoutATarget_IsAboutItsCacheAlone(string tool, bool cacheOnly) => Assert.AreEqual(cacheOnly, MadeProfile.Shipped(tool).CacheOnly);
}
