namespace SecureExec.Abi;

/// <summary>Flags of libuv's <c>uv_fs_copyfile</c>, which Node's <c>fs.constants.COPYFILE_*</c> expose.</summary>
[Flags]
internal enum CopyFileFlags
{
    None = 0,
    /// <summary>Fails with EEXIST when the destination exists.</summary>
    COPYFILE_EXCL = 1,
    /// <summary>Tries copy-on-write; a plain copy is made here.</summary>
    COPYFILE_FICLONE = 2,
    /// <summary>Demands copy-on-write; answered ENOSYS.</summary>
    COPYFILE_FICLONE_FORCE = 4,
}
