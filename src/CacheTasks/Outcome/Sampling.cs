using System.Diagnostics;

namespace CacheTasks.Outcome;

/// <summary>
/// Bounds the work: of more files than a number only every second, third, … is looked at, counted over all packages so that small ones do not
/// weigh more; what is not begun when the time is over is left out.
/// </summary>
internal sealed class Sampling(int most, TimeSpan longest)
{
    private const int SliceLength = 512;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _left;

    public int All { get; private set; }

    public int Looked => All == 0 ? 0 : Taken - _left;

    public bool IsPart => Looked < All;

    private int Taken { get; set; }

    /// <summary>The time began when this was made.</summary>
    public bool IsOver => _watch.Elapsed > longest;

    /// <summary>Does the work with several threads where there is enough of it.</summary>
    /// <param name="looks">The packages.</param>
    /// <param name="compare">Is given a package and places in its list.</param>
    public void Run(IReadOnlyList<WheelLook> looks, Action<WheelLook, IReadOnlyList<int>> compare)
    {
        All = looks.Sum(look => look.Listed.Count);
        var slices = Slices(looks, Math.Max(1, (All + most - 1) / most));
        Taken = slices.Sum(slice => slice.Places.Count);
        var threads = slices.Count < 4 ? 1 : Math.Min(Environment.ProcessorCount, 4);
        Parallel.ForEach(slices, new ParallelOptions { MaxDegreeOfParallelism = threads }, slice =>
        {
            if (IsOver)
            {
                Interlocked.Add(ref _left, slice.Places.Count);
                return;
            }
            compare(slice.Look, slice.Places);
        });
    }

    private static List<(WheelLook Look, IReadOnlyList<int> Places)> Slices(IReadOnlyList<WheelLook> looks, int step)
    {
        var slices = new List<(WheelLook, IReadOnlyList<int>)>();
        var before = 0;
        foreach (var look in looks)
        {
            var places = new List<int>(SliceLength);
            for (var at = (step - (before % step)) % step; at < look.Listed.Count; at += step)
            {
                places.Add(at);
                if (places.Count == SliceLength)
                {
                    slices.Add((look, places));
                    places = new List<int>(SliceLength);
                }
            }
            if (places.Count > 0)
            {
                slices.Add((look, places));
            }
            before += look.Listed.Count;
        }
        return slices;
    }
}
