namespace SecureExec.Abi;

/// <summary>What <c>statfs(2)</c> tells. Blocks are counted in <c>BlockSize</c> bytes.</summary>
internal readonly record struct StatFs(
    long Type,
    long BlockSize,
    long Blocks,
    long BlocksFree,
    long BlocksAvailable,
    long Files,
    long FilesFree);
