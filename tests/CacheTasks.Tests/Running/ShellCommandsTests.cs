using CacheTasks.Running;

namespace CacheTasks.Tests.Running;

/// <summary>What is known of a command without running it, and that it is edited only where that is certain.</summary>
[TestClass]
public sealed class ShellCommandsTests
{
    [TestMethod]
    [DataRow("cargo build", "cargo build --message-format=json")]
    [DataRow("cargo +nightly --locked build --release", "cargo +nightly --locked build --message-format=json --release")]
    [DataRow("cargo --config 'build.jobs=1' test -- --nocapture", "cargo --config 'build.jobs=1' test --message-format=json -- --nocapture")]
    [DataRow("A=1 '/opt/my tools/cargo' check", "A=1 '/opt/my tools/cargo' check --message-format=json")]
    [DataRow("cd native && cargo build && cargo test", "cd native && cargo build --message-format=json && cargo test --message-format=json")]
    [DataRow("cargo build 2>&1", "cargo build --message-format=json 2>&1")]
    [DataRow("set -e\ncargo build # all of it\n", "set -e\ncargo build --message-format=json # all of it\n")]
    public void CargoThatBuilds_IsAskedForJson(string command, string expected) => Assert.AreEqual(expected, CargoJson.Add(command, ShellCommands.Read(command), inColour: false));

    [TestMethod]
    [DataRow("cargo build --message-format=short", DisplayName = "said already")]
    [DataRow("cargo build --message-format short", DisplayName = "said already, in two words")]
    [DataRow("cargo build > log", DisplayName = "the output goes to a file")]
    [DataRow("cargo build | tee log", DisplayName = "the output goes to a program")]
    [DataRow("echo $(cargo build)", DisplayName = "the output becomes a word")]
    [DataRow("cargo build $FLAGS", DisplayName = "a variable may say it")]
    [DataRow("cargo build \"$(flags)\"", DisplayName = "a command may say it")]
    [DataRow("cargo build --help")]
    [DataRow("cargo t", DisplayName = "an alias may have that name")]
    [DataRow("cargo clippy", DisplayName = "an alias may have the name of what is no part of cargo")]
    [DataRow("cargo nextest run", DisplayName = "another's subcommand")]
    [DataRow("cargo metadata --format-version 1")]
    [DataRow("echo cargo build", DisplayName = "an argument")]
    [DataRow("cargo build 'half", DisplayName = "a quote that does not end")]
    [DataRow("cargo")]
    public void AnythingElse_StaysAsItIs(string command) => Assert.AreEqual(command, CargoJson.Add(command, ShellCommands.Read(command), inColour: false));

    [TestMethod]
    public void WantedColours_AreKept() =>
        Assert.AreEqual("cargo build --message-format=json-diagnostic-rendered-ansi", CargoJson.Add("cargo build", ShellCommands.Read("cargo build"), inColour: true));

    [TestMethod]
    [DataRow("uv sync", "uv")]
    [DataRow("time uvx ruff check; exec cargo build", "uv cargo")]
    [DataRow("if ! uv sync --frozen; then uv sync; fi", "uv uv")]
    [DataRow("$UV sync", "")]
    public void Tools_AreFound(string command, string tools) => Assert.AreEqual(tools, string.Join(' ', ToolCommand.Find(ShellCommands.Read(command)).Select(call => call.Tool)));
}
