using System.Runtime.InteropServices;

namespace Quickstart;

/// <summary>The Rust library of ../native.</summary>
internal static partial class RustSummary
{
    private const string Name = "quickstart_native";

    /// <summary>Sums up a log, as JSON.</summary>
    public static string Of(string log)
    {
        IntPtr answer = Summarize(log);
        try
        {
            return Marshal.PtrToStringUTF8(answer) ?? throw new ArgumentException("The log is not valid text.", nameof(log));
        }
        finally
        {
            // Rust allocated the text, so Rust frees it.
            Free(answer);
        }
    }

    [LibraryImport(Name, EntryPoint = "quickstart_summarize", StringMarshalling = StringMarshalling.Utf8)]
    private static partial IntPtr Summarize(string log);

    [LibraryImport(Name, EntryPoint = "quickstart_free")]
    private static partial void Free(IntPtr text);
}
