namespace SecureExec;

/// <summary>A host directory shown in the VM. The guest sees what is beneath it and nothing beside: no link leads out.</summary>
/// <param name="HostPath">An existing directory of the host.</param>
/// <param name="GuestPath">Absolute guest path where it appears; missing parents are made.</param>
/// <param name="ReadOnly">When true, every change is refused with EROFS. When false, the guest changes the host's files: created files get no set-id bits, symbolic links may not point out of the mount.</param>
public sealed record HostMount(string HostPath, string GuestPath, bool ReadOnly = true);
