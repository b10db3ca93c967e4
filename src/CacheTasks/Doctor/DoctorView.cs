using CacheTasks.Diagnostics;
using CacheTasks.Steps;
using CacheTasks.Targets;
using Spectre.Console;

namespace CacheTasks.Doctor;

/// <summary>All that the doctor says, as text: a table of the steps, then a block for each. On a terminal it has its width, frames and colours, elsewhere none of them.</summary>
internal sealed class DoctorView(Screen screen, ExaminationText text)
{
    // Wide enough for any path: without a terminal no line is ever broken.
    private const int Unlimited = 20_000;

    public string Render(string title, IReadOnlyList<Examination> all, IReadOnlyList<string> ending)
    {
        using var writer = new StringWriter();
        var console = Open(writer);
        Write(console, title);
        if (all.Count > 0)
        {
            console.Write(Overview(all));
        }
        foreach (var one in all)
        {
            Write(console, "");
            Write(console, Heading(one));
            console.Write(Block(one));
        }
        foreach (var line in ending)
        {
            Write(console, line);
        }
        return string.Join("\n", writer.ToString().Replace("\r\n", "\n").Split('\n').Select(line => line.TrimEnd())).Trim('\n');
    }

    private IAnsiConsole Open(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = screen.HasColours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = screen.HasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = screen.IsTerminal ? screen.Width : Unlimited;
        console.Profile.Capabilities.Unicode = screen.IsTerminal;
        return console;
    }

    // A console would break the line at its width; what is to be pasted must stay whole.
    private static void Write(IAnsiConsole console, string line) => console.Profile.Out.Writer.WriteLine(line);

    private Table Overview(IReadOnlyList<Examination> all)
    {
        var table = new Table { Border = screen.IsTerminal ? TableBorder.Rounded : TableBorder.None };
        foreach (var heading in new[] { "step", "tool", "cache", "target", "planned", "findings" })
        {
            table.AddColumn(new TableColumn(Plain(heading)) { NoWrap = !screen.IsTerminal, Padding = new Padding(screen.IsTerminal ? 1 : 0, 0, screen.IsTerminal ? 1 : 2, 0) });
        }
        foreach (var one in all)
        {
            table.AddRow(
                Plain(PrintedText.Of(one.Step.RecordName)),
                Plain(Tool(one)),
                Plain(Path(one.Step.CacheDirectory)),
                Plain(Path(one.Step.TargetDirectory)),
                new Text(ExaminationText.Plan(one), StyleOf(ExaminationText.Plan(one))),
                Plain(string.Join(" ", one.Findings.Where(finding => finding.EffectiveSeverity != Severity.Message).Select(finding => finding.Rule.Number.ToString("D4")).Distinct())));
        }
        return table;
    }

    private static string Heading(Examination one) => $"{PrintedText.Of(one.Step.RecordName)}  {Tool(one)}{(one.Step.WorkingDirectory.Length > 0 ? "  in " + ExaminedPlaceText.Path(one.Step.WorkingDirectory) : "")}";

    private Grid Block(Examination one)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) });
        grid.AddColumn(new GridColumn { NoWrap = !screen.IsTerminal, Padding = new Padding(0, 0, 0, 0) });
        foreach (var line in text.Lines(one))
        {
            grid.AddRow(new Text(line.Label, StyleOf(line)), Plain(line.Text));
        }
        return grid;
    }

    private static Text Plain(string text) => new(text);

    private static string Tool(Examination one) => $"{one.Profile?.Executable ?? one.Step.Tool} {one.Step.ToolVersion}".Trim();

    private static string Path(string path) => path.Length == 0 ? "-" : ExaminedPlaceText.Path(path);

    private static Style StyleOf(string plan) => plan switch
    {
        "clone" or "hardlink" => new Style(Color.Green),
        "copy" or "symlink" => new Style(Color.Yellow),
        "fails" => new Style(Color.Red),
        _ => Style.Plain,
    };

    private static Style StyleOf(DoctorLine line) => line.Severity switch
    {
        Severity.Error => new Style(Color.Red),
        Severity.Warning => new Style(Color.Yellow),
        null => new Style(decoration: Decoration.Bold),
        _ => Style.Plain,
    };
}
