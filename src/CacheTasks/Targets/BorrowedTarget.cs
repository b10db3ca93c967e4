using CacheTasks.Diagnostics;
using CacheTasks.Platform;
using CacheTasks.Steps;

namespace CacheTasks.Targets;

/// <summary>2009: a target that is the private directory of another checkout, as when its exported variable reaches this one.</summary>
internal sealed class BorrowedTarget(IFileSystem files, Step step)
{
    /// <param name="checkout">The checkout that builds now.</param>
    /// <param name="workspace">Its workspace, which a directory may belong to instead.</param>
    public Finding? Describe(string target, string checkout, string workspace) =>
        step.TargetFrom == StepLine.SharedRoot || new CheckoutNote(files).Read(target) is not { } owner || owner == checkout || owner == workspace ? null
        : new Finding(
            Rules.SeveralUsers,
            $"{Named}{PrintedText.Of(target)}, the private target directory of {PrintedText.Of(owner)}, while this is {PrintedText.Of(checkout)}: the two would run each other's programs. To see it: `cat {target}/{CheckoutNote.Name}`. {WayOut}");

    private bool IsByVariable => step.TargetFrom is not ("metadata" or "tool" or "");

    private string Named => IsByVariable ? step.TargetFrom + " names " : "the target is ";

    private string WayOut => IsByVariable
        ? "Unset it, and let it be set for one command only, as the function of -t:WriteCacheProfile does."
        : "Name another TargetDirectory, or none, and let SharedRoot give each checkout its own.";
}
