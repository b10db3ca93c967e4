namespace CacheTasks.Reports;

/// <summary>A directory as a box in the picture. Coordinates are those of the picture; <paramref name="Area"/> is the index of its filesystem.</summary>
internal sealed record PictureBox(string Role, string Title, string Path, string Mount, int Area, double X, double Y, double Height);

/// <summary>A filesystem as an area that encloses the boxes in it.</summary>
internal sealed record PictureArea(ReportedPlace Place, string Title, double Y, double Height);

/// <summary>A step as an arrow from its cache to its target; <paramref name="ToY"/> is a row that no other arrow ends in.</summary>
internal sealed record PictureArrow(StepSummary Step, int Cache, int Target, double FromY, double ToY);

/// <summary>
/// Where everything in the picture is: filesystems are bands below each other, caches on the left in them and targets on the right. Each arrow
/// ends in a row of its own beside its target, where its words stand: nothing covers anything, however many there are.
/// </summary>
internal sealed class PicturePlan
{
    public const double Width = 880;
    public const double BoxWidth = 236;
    public const double CacheX = 24;
    public const double TargetX = Width - 24 - BoxWidth;
    public const double LabelWidth = 206;
    public const double LabelX = TargetX - 26 - LabelWidth;

    private const double Margin = 8;
    private const double Heading = 34;
    private const double Row = 68;
    private const double Gap = 14;

    private PicturePlan(IReadOnlyList<PictureArea> areas, IReadOnlyList<PictureBox> boxes, IReadOnlyList<PictureArrow> arrows, double height)
    {
        Areas = areas;
        Boxes = boxes;
        Arrows = arrows;
        Height = height;
    }

    public IReadOnlyList<PictureArea> Areas { get; }

    public IReadOnlyList<PictureBox> Boxes { get; }

    public IReadOnlyList<PictureArrow> Arrows { get; }

    public double Height { get; }

    /// <summary>Steps whose cache and target are both known; a tool that links within its target (cargo) is both ends itself.</summary>
    public static PicturePlan Of(IReadOnlyList<StepSummary> steps)
    {
        var drawn = steps.Select(step => (Step: step, Target: Find(step, ReportedPlace.Target), Cache: Find(step, ReportedPlace.Cache)))
            .Where(step => step.Target is not null)
            .Select(step => (step.Step, Cache: step.Cache ?? step.Target! with { Role = ReportedPlace.Cache }, Target: step.Target!))
            .ToList();
        var areas = drawn.SelectMany(step => new[] { step.Cache, step.Target }).GroupBy(AreaKey).Select(group => group.ToList()).ToList();
        var (placed, boxes, y) = (new List<PictureArea>(), new List<PictureBox>(), Margin);
        foreach (var (places, area) in areas.Select((places, area) => (places, area)))
        {
            var mounts = places.Select(place => place.MountPoint).Distinct().ToList();
            var top = y + Heading;
            var (left, right) = (top, top);
            foreach (var box in places.Where(place => place.Role == ReportedPlace.Target).GroupBy(place => place.Path))
            {
                var ends = drawn.Where(step => step.Target.Path == box.Key).Select(step => step.Step).ToList();
                boxes.Add(Box(box.First(), mounts, TargetTitle(ends), area, right, (ends.Count * Row) - Gap));
                right += ends.Count * Row;
            }
            foreach (var box in places.Where(place => place.Role == ReportedPlace.Cache).GroupBy(place => place.Path))
            {
                // Level with the first target in the same area, as far as there is room: short arrows are straight.
                var users = drawn.Where(step => step.Cache.Path == box.Key).ToList();
                var level = boxes.FirstOrDefault(other => other.Area == area && other.Role == ReportedPlace.Target && users.Any(user => user.Target.Path == other.Path));
                var at = Math.Max(left, level?.Y ?? left);
                boxes.Add(Box(box.First(), mounts, CacheTitle(users.Select(user => user.Step).ToList()), area, at, Row - Gap));
                left = at + Row;
            }
            var end = Math.Max(left, right);
            placed.Add(new PictureArea(places[0], AreaTitle(mounts), y, end - y));
            y = end + Gap;
        }
        return new PicturePlan(placed, boxes, Connect(drawn, boxes), y - Gap + Margin);
    }

    private static List<PictureArrow> Connect(List<(StepSummary Step, ReportedPlace Cache, ReportedPlace Target)> drawn, List<PictureBox> boxes)
    {
        var arrows = new List<PictureArrow>();
        foreach (var (step, cache, target) in drawn)
        {
            var (from, to) = (boxes.FindIndex(box => box.Role == cache.Role && box.Path == cache.Path), boxes.FindIndex(box => box.Role == target.Role && box.Path == target.Path));
            var row = arrows.Count(arrow => arrow.Target == to);
            arrows.Add(new PictureArrow(step, from, to, 0, boxes[to].Y + (row * Row) + ((Row - Gap) / 2)));
        }
        // Arrows leave a cache in the order in which they arrive, so that those of one cache do not cross.
        return arrows.Select(arrow =>
        {
            var same = arrows.Where(other => other.Cache == arrow.Cache).OrderBy(other => other.ToY).ToList();
            var box = boxes[arrow.Cache];
            return arrow with { FromY = box.Y + (box.Height * (same.IndexOf(arrow) + 1) / (same.Count + 1)) };
        }).ToList();
    }

    private static PictureBox Box(ReportedPlace place, List<string> mounts, string title, int area, double y, double height) =>
        new(place.Role, title, place.Path, mounts.Count > 1 ? place.MountPoint : "", area, place.Role == ReportedPlace.Target ? TargetX : CacheX, y, height);

    private static ReportedPlace? Find(StepSummary step, string role) => step.Step.Places.FirstOrDefault(place => place.Role == role);

    // What is mounted twice is one filesystem: that is why a clone works between the two, and a hard link does not.
    private static string AreaKey(ReportedPlace place) => place.Device.Length > 0 ? place.Device : place.MountPoint;

    private static string AreaTitle(List<string> mounts) => mounts.Count == 1 ? mounts[0] : string.Join(", ", mounts);

    private static string CacheTitle(List<StepSummary> users) =>
        users.All(user => user.Cache.Length == 0) ? "files built before" : $"cache of {string.Join(", ", users.Select(user => StepSummary.TextOf(user.Step.Record, "tool")).Where(tool => tool.Length > 0).Distinct())}";

    private static string TargetTitle(List<StepSummary> steps) =>
        $"target of {steps[0].Step.Name}{(steps.Select(step => step.Step.Name).Distinct().Count() is > 1 and var names ? $" +{names - 1}" : "")}";
}
