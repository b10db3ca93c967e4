using System.Text.Json.Nodes;
using CacheTasks.Outcome;
using CacheTasks.Steps;

namespace CacheTasks.Tests.Support;

/// <summary>An outcome with every key that one can have.</summary>
internal static class MadeOutcome
{
    public static JsonObject Everything
    {
        get
        {
            var outcome = new Counts().ToJson();
            outcome["secondsLost"] = LinkRates.SecondsLost(1, 1);
            outcome["copiedPackages"] = new JsonArray(new CopiedPackage("demo 1.0", 1, 2, "why", null).ToJson());
            outcome["sampled"] = new JsonObject { ["files"] = 1, ["of"] = 2 };
            outcome["inCache"] = 1;
            outcome["incomplete"] = new IncompleteText(new MadeStep().Step, MadeProfile.Shipped("uv")).ToJson([new IncompleteWheel(new InstalledWheel("/env", "demo-1.0.dist-info"), ["demo.py"], 2, true)]);
            foreach (var pair in new CargoOutcome { Incremental = LinkMode.Hardlink }.ToJson().ToList())
            {
                outcome[pair.Key] = pair.Value?.DeepClone();
            }
            return outcome;
        }
    }
}
