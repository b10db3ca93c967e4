using CacheTasks.ProbeLoop;

// ProbeLoop verify VERSION CACHE TARGET RECORDS: once, then prints each diagnostic as "warning CODE: text".
// ProbeLoop loop VERSION CACHE TARGET RECORDS: prints "probing" after the first probe and goes on until it is killed.
// ProbeLoop leave FOLDER: leaves a file named as a probe of this process names its files, as if killed at that moment.
if (args is ["leave", var folder])
{
    File.WriteAllText(Path.Combine(folder, CacheTasks.Colocation.ProbeFile.NewName()), "");
    return 0;
}

if (args is not [("verify" or "loop") and var verb, var version, var cache, var target, var records])
{
    Console.Error.WriteLine("usage: verify|loop VERSION CACHE TARGET RECORDS, or leave FOLDER");
    return 64;
}

var pair = new Pair("Sync", "uv", version, cache, target, records);
var first = TaskChain.Verify(pair);
if (verb == "verify")
{
    foreach (var error in first.Engine.Errors)
        Console.WriteLine($"error {error.Code}: {error.Message}");
    foreach (var warning in first.Engine.Warnings)
        Console.WriteLine($"warning {warning.Code}: {warning.Message}");
    return 0;
}

Console.WriteLine("probing");
while (true)
    TaskChain.Verify(pair);
