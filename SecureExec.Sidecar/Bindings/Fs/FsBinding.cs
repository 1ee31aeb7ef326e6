using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary><c>internalBinding('fs')</c>: Node's file system calls over the virtual kernel.</summary>
internal static class FsBinding
{
    public static void Define(BindingBuilder b)
    {
        FsStats.Define(b);
        FsRequestClass.Define(b);
        FsFileHandleClass.Define(b);
        FsFiles.Define(b);
        FsReads.Define(b);
        FsWrites.Define(b);
        FsWholeFiles.Define(b);
        FsNames.Define(b);
        FsDirectories.Define(b);
        FsModules.Define(b);
        FsJobs.Define(b);
        FsCopies.Define(b);
        FsStatWatcherClass.Define(b);
    }
}
