namespace System.Runtime.CompilerServices;

/// <summary>The compiler asks for this type in init accessors and records; the .NET Framework does not have it.</summary>
internal static class IsExternalInit
{
}
