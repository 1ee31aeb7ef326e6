namespace SecureExec.Kernel;

/// <summary>A host directory shown in the guest.</summary>
/// <param name="MountId">What the broker calls it.</param>
/// <param name="GuestPath">Absolute guest path; missing directories on the way are made.</param>
/// <param name="ReadOnly">True: every change is EROFS.</param>
internal sealed record MountConfig(int MountId, string GuestPath, bool ReadOnly = true);
