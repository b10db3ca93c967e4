namespace Microsoft.Build.Framework;

/// <summary>
/// MSBuild (18.4 and later) recognises this attribute by its name and then runs the task in the build's own process under -mt.
/// Declared here because older hosts do not have it; on them it means nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute
{
}
