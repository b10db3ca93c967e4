using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Reports;

namespace CacheTasks.Doctor;

/// <summary>What the doctor found, as the reports of a build show it: steps that were not to run, with what was said of each.</summary>
internal static class DoctorReports
{
    public static void Write(string project, IReadOnlyList<Examination> all, ReportOutputs outputs, IFileSystem files, IRoom? rooms)
    {
        using var places = new PlaceReader(files, rooms);
        ReportFiles.Write(all.Select(one => (Of(project, one) with { Places = places.Of(one.Record) }, outputs)).ToList());
    }

    public static ReportedStep Of(string project, Examination one) => new(project, "", one.Step.RecordName, one.Record, one.Findings.Select(finding => Message(one, finding)).ToList());

    private static ReportedMessage Message(Examination one, Finding finding)
    {
        var place = one.Step.DefinedIn.Length > 0 ? ElementLocation.Find(one.Step.DefinedIn, one.Step.Name) : default;
        return new ReportedMessage(finding.EffectiveSeverity, finding.Rule.Code, nameof(CacheTasks), finding.Text, new MessagePlace(one.Step.DefinedIn, place.Line, place.Column)) { HelpLink = HelpLink.For(finding.Rule) };
    }
}
