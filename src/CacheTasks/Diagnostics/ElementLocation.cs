using System.Xml;

namespace CacheTasks.Diagnostics;

/// <summary>
/// Where an item stands in its file, found by reading that file again: MSBuild keeps no line of an item. Read only when something
/// is reported.
/// </summary>
internal readonly record struct ElementLocation(int Line, int Column)
{
    private const string StepElement = "CacheStep";

    private static readonly ElementLocation Start = new(1, 1);

    /// <summary>
    /// The last CacheStep element whose Include lists the identity, else the last element of any name that does (a task can be given
    /// other items); the file's first line when none does.
    /// </summary>
    public static ElementLocation Find(string file, string identity)
    {
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            ElementLocation? step = null;
            ElementLocation? other = null;
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && Names(reader.GetAttribute("Include"), identity)
                    && reader is IXmlLineInfo position && position.HasLineInfo())
                {
                    // The reader points behind the '<'; MSBuild's own diagnostics point at it.
                    var found = new ElementLocation(position.LineNumber, position.LinePosition - 1);
                    step = reader.LocalName == StepElement ? found : step;
                    other = found;
                }
            }
            return step ?? other ?? Start;
        }
        catch (Exception exception) when (exception is XmlException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Start;
        }
    }

    private static bool Names(string? include, string identity) =>
        include is not null && include.Split(';').Any(name => string.Equals(name.Trim(), identity, StringComparison.OrdinalIgnoreCase));
}
