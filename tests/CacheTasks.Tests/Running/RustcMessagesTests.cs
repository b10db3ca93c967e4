using CacheTasks.Running;
using CacheTasks.Tests.Support;

namespace CacheTasks.Tests.Running;

[TestClass]
public sealed class RustcMessagesTests
{
    private const string Span = """{"column_end":44,"column_start":37,"expansion":null,"file_name":"src/lib.rs","is_primary":true,"label":"expected `i32`, found `&str`","line_end":2,"line_start":2}""";

    [TestMethod]
    [DataRow("""{"reason":"compiler-message","message":{"rendered":"err""", DisplayName = "half a line")]
    [DataRow("""{"reason":"compiler-message","message":3}""", DisplayName = "another shape")]
    [DataRow("""{"reason":"compiler-message"}""", DisplayName = "nothing in it")]
    [DataRow("""{"reason":"compiler-message","message":{"message":"m","level":"error","spans":[{"is_primary":"yes"}],"code":null,"children":[]}}""", DisplayName = "other types")]
    [DataRow("""{"reason":"something-new"}""", DisplayName = "another reason")]
    [DataRow("""{"reason":"compiler-artifact","tar""", DisplayName = "half an artifact")]
    [DataRow("{}", DisplayName = "another's JSON")]
    [DataRow("{", DisplayName = "a brace")]
    public void WhatIsNoWholeMessage_IsText(string line)
    {
        var read = RecordedOutput.Read("cargo", line, stream: OutputStream.Output);

        AssertLines.Equal([line], read.Lines);
        Assert.IsEmpty(read.Messages);
    }

    [TestMethod]
    public void LibraryAndItsTests_SayItOnce()
    {
        var read = Read(Message("error", "mismatched types", "E0308") + "\n" + Message("error", "mismatched types", "E0308"));

        AssertLines.Equal(["Error E0308 /src/src/lib.rs(2,37): mismatched types: expected `i32`, found `&str`"], read.Said);
        Assert.AreEqual("https://doc.rust-lang.org/error_codes/E0308.html", read.Messages[0].HelpLink);
        AssertLines.Equal(["mismatched types, rendered"], read.Lines);
    }

    [TestMethod]
    public void LintAndCodelessError_GetACodeThatMatchersKnow() => AssertLines.Equal(
        ["Warning RUSTC0002 /src/src/lib.rs(2,37): unused: expected `i32`, found `&str` (unused_variables)", "Error RUSTC0001 /src/src/lib.rs(2,37): stop: expected `i32`, found `&str`"],
        Read(Message("warning", "unused", "unused_variables") + "\n" + Message("error", "stop", null)).Said);

    [TestMethod]
    [DataRow("error", "aborting due to 1 previous error")]
    [DataRow("warning", "3 warnings emitted")]
    [DataRow("failure-note", "For more information about this error, try `rustc --explain E0308`.")]
    public void Summaries_AreNotRepeated(string level, string text)
    {
        var read = Read(Message(level, text, null));

        Assert.IsEmpty(read.Messages);
        Assert.IsEmpty(read.Lines);
    }

    [TestMethod]
    public void MessagesOfTheBuild_AreNotShown() =>
        Assert.IsEmpty(Read("{\"reason\":\"compiler-artifact\",\"fresh\":true}\n{\"reason\":\"build-script-executed\",\"env\":[]}\n{\"reason\":\"build-finished\",\"success\":true}").Lines);

    [TestMethod]
    public void TextOfSeveralLines_IsOneLineOfTheDiagnostic() =>
        Assert.AreEqual("one two: expected `i32`, found `&str`", Read(Message("error", "one\\ntwo\\u001b[31m", null)).Messages[0].Text);

    private static RecordedOutput Read(string text) => RecordedOutput.Read("cargo", text, stream: OutputStream.Output);

    private static string Message(string level, string text, string? code) =>
        """{"reason":"compiler-message","manifest_path":"/src/Cargo.toml","message":{"rendered":"TEXT, rendered\n","children":[],"level":"LEVEL","message":"TEXT","spans":[SPAN],"code":CODE}}"""
            .Replace("TEXT", text, StringComparison.Ordinal).Replace("LEVEL", level, StringComparison.Ordinal).Replace("SPAN", Span, StringComparison.Ordinal)
            .Replace("CODE", code is null ? "null" : "{\"code\":\"" + code + "\"}", StringComparison.Ordinal);
}
