using CacheTasks.BuildTests.Consumers;

namespace CacheTasks.BuildTests;

/// <summary>CacheTasksRoot in real builds: what the Execs see, before and after, and the line of a tool of which only the cache is known.</summary>
[TestClass]
public sealed class OneRootTests(TestContext context) : BuildTest(context)
{
    private const string Npm = """
        case "$*" in
          --version) echo 11.19.1 ;;
          config*) echo "${npm_config_cache:-$HOME/.npm}" ;;
          *) echo "[$npm_config_cache][$PIP_CACHE_DIR][$MAVEN_OPTS]" > seen ;;
        esac
        """;

    private const string After = """
          <Target Name="LookAfterwards" AfterTargets="Build">
            <Exec Command="echo &quot;[$npm_config_cache][$PIP_CACHE_DIR][$MAVEN_OPTS]&quot; &gt; after" />
          </Target>

        """;

    // pip and mvn are not there, and need not be.
    [TestMethod]
    public void Step_GetsItsVariablesAndThoseOfTheToolsItUses()
    {
        var install = new Step("InstallNode", "npm", "node", "npm ci").With("Uses", "pip;maven");
        var consumer = With(install).Property("CacheTasksRoot", "cache").Body(After).Set("MAVEN_OPTS", "-Xmx1g");
        consumer.Tools.Script("npm", Npm);

        var build = consumer.Build();

        // The message says that ~/.npm is not used.
        Says(build, consumer.At(install, "2006", "message"));
        var root = consumer.PathOf("cache");
        Assert.AreEqual($"[{root}/npm][{root}/pip][-Xmx1g -Dmaven.repo.local={root}/m2repository]", Seen(consumer, "node/seen"));
        Assert.AreEqual("[][][-Xmx1g]", Seen(consumer, "after"));
        Assert.Contains($"  CacheTasks  InstallNode  npm 11.19.1  {root}/npm", build.Output);
    }

    // gradle itself need not be there: a project has its own.
    [TestMethod]
    public void ToolThatTakesLayersItself_GetsThem()
    {
        var assemble = new Step("Assemble", "gradle", "java", "echo \"[$GRADLE_RO_DEP_CACHE][$GRADLE_USER_HOME]\" > seen");
        var consumer = With(assemble).Property("CacheTasksRoot", "cache").Item("""<CacheLayer Include="layer" Tool="gradle" />""").Item("""<CacheLayer Include="gone" Tool="Gradle" />""");
        Directory.CreateDirectory(consumer.PathOf("layer/modules-2"));

        var build = consumer.Build();

        Says(build, consumer.At(assemble, "3002"));
        Assert.AreEqual($"[{consumer.PathOf("layer")}][{consumer.PathOf("cache/gradle")}]", Seen(consumer, "java/seen"));
    }

    // Two steps: what is wrong with the root is said once.
    [TestMethod]
    public void RootThatIsAFile_IsSaidOnce_AndTheToolsKeepTheirs()
    {
        var first = new Step("InstallOne", "npm", "one", "npm ci");
        var second = new Step("InstallTwo", "npm", "two", "npm ci");
        var consumer = With(first, second).Property("CacheTasksRoot", "App.csproj").Body(After);
        consumer.Tools.Script("npm", Npm);

        var build = consumer.Build();

        Says(build, consumer.At(first, "0006"));
        Assert.AreEqual("[][][] [][][]", $"{Seen(consumer, "one/seen")} {Seen(consumer, "two/seen")}");
    }

    private static string Seen(Consumer consumer, string file) => File.ReadAllText(consumer.PathOf(file)).TrimEnd();
}
