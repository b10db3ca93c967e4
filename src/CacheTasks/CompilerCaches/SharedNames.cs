using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using CacheTasks.Targets.Shells;

namespace CacheTasks.CompilerCaches;

/// <summary>
/// The folders whose paths differ between users and checkouts, and the names that stand for them, the same for all: <c>source</c> the checkout, <c>cargo</c> the
/// CARGO_HOME, <c>target</c> the target and build directory. As a folder of links, and as text for the wrapper, which translates between the two.
/// </summary>
internal sealed class SharedNames
{
    /// <summary>Where the wrapper's descriptor of the folder of links is seen by sccache and by the compiler that it starts (proc_pid_fd(5)).</summary>
    public const string View = "/proc/self/fd/9/cachetasks";

    private readonly IReadOnlyList<(string Name, string Path)> _links;
    private readonly List<(string Path, string Name)> _prefixes = [];

    /// <param name="links">For each name its folder, absolute.</param>
    /// <param name="real">The path without symlinks, by which a process knows its current directory.</param>
    public SharedNames(IReadOnlyList<(string Name, string Path)> links, Func<string, string> real)
    {
        _links = links;
        foreach (var (name, path) in links)
        {
            foreach (var form in new[] { path, real(path) }.Distinct().Where(form => _prefixes.TrueForAll(known => known.Path != form)))
            {
                _prefixes.Add((form, name));
            }
        }
        // A target may lie in the checkout: the longest fits best.
        _prefixes.Sort((left, right) => right.Path.Length.CompareTo(left.Path.Length));
    }

    /// <summary>A path with a line break is none that a dep-info file or sed could carry, and a backslash has three meanings in a dep-info file.</summary>
    public bool AreUsable => _prefixes.TrueForAll(prefix => prefix.Path.Length > 1 && prefix.Path.All(letter => !char.IsControl(letter) && letter != '\\'));

    public string PathOf(string name) => _links.First(link => link.Name == name).Path;

    /// <summary>A shell function, shared, that sets <c>_ct_shared</c> to the shared name of a path, and fails for a path that has none.</summary>
    public string ShellFunction()
    {
        var text = new StringBuilder("shared() {\n  case $1 in\n");
        foreach (var (path, name) in _prefixes)
        {
            text.Append($"    {Literal.Posix(path)}/*) _ct_shared={View}-{name}/${{1#{Literal.Posix(path)}/}} ;;\n");
            text.Append($"    {Literal.Posix(path)}) _ct_shared={View}-{name} ;;\n");
        }
        return text.Append("    *) return 1 ;;\n  esac\n}\n").ToString();
    }

    /// <summary>
    /// Two shell functions that look for paths in files: holds_any for those of this user and shared names in one file, and holds_new for one of this user in the
    /// first file that none of the others has. A path of one folder, as /src in a container, is also the end of many a name, so it counts where it stands alone.
    /// </summary>
    public string SearchFunctions()
    {
        var isShort = _prefixes.Select(prefix => prefix.Path).ToLookup(path => path.LastIndexOf('/') == 0);
        var letters = string.Concat(isShort[false].Where(path => !isShort[false].Any(other => path.StartsWith(other + "/", StringComparison.Ordinal))).Select(path => $" -e {Literal.Posix(path)}"));
        var alone = string.Concat(isShort[true].Select(path => $" -e {Alone(path)}"));
        var each = _prefixes.Select(prefix => prefix.Path).Select(path => isShort[true].Contains(path) ? $"-E -e {Alone(path)}" : $"-F -e {Literal.Posix(path)}")
            .Select(text => $"  ! LC_ALL=C grep -q -s -a {text} \"$_ct_first\" || LC_ALL=C grep -q -s -a {text} \"$@\" /dev/null || return 0\n");
        return $"holds_any() {{ LC_ALL=C grep -q -s -F -e {View}-{letters} \"$1\"{(alone.Length > 0 ? $" || LC_ALL=C grep -q -s -a -E{alone} \"$1\"" : "")}; }}\n"
            + $"holds_new() {{\n  _ct_first=$1\n  shift\n{string.Concat(each)}  return 1\n}}\n";
    }

    private static string Alone(string path) => Literal.Posix($"(^|[^[:alnum:]_./-]){Regex.Escape(path)}([^[:alnum:]_.-]|$)");

    /// <summary>
    /// A script for sed -E that puts the paths of this user back into a dep-info file, in which a space of a path has a backslash before it, and prints
    /// which hidden variables and which places the crate reads, and which files it takes from the target.
    /// </summary>
    public string RestoreScript()
    {
        var text = new StringBuilder($"/{KeyInfluences.AskedPattern}/w /dev/stdout\n/{KeyInfluences.PlacesPattern}/w /dev/stdout\n\\|^{View}-{SharedPlaces.Target}/.*:$|w /dev/stdout\n");
        foreach (var (name, path) in _links)
        {
            text.Append($"/^# env-dep:/s|{View}-{name}|{Replacement(path)}|g\n");
            text.Append($"/^# env-dep:/!s|{View}-{name}|{Replacement(path.Replace(" ", "\\ "))}|g\n");
        }
        return text.ToString();
    }

    /// <summary>A script for sed that names files in rustc's messages, which are JSON, as this user does.</summary>
    public string MessagesScript() =>
        string.Concat(_links.Select(link => $"s|/cachetasks/{link.Name}/|{Replacement(JsonEncodedText.Encode(link.Path, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString())}/|g\n"));

    /// <summary>Makes the links; those that are right stay.</summary>
    public void WriteLinks(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, path) in _links)
        {
            Link(Path.Combine(folder, "cachetasks-" + name), path);
        }
    }

    private static void Link(string link, string path)
    {
#if NET
        if (new FileInfo(link).LinkTarget != path)
        {
            File.Delete(link);
            File.CreateSymbolicLink(link, path);
        }
#endif
    }

    private static string Replacement(string path) => path.Replace("\\", "\\\\").Replace("&", "\\&").Replace("|", "\\|");
}
