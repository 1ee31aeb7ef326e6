using Microsoft.AspNetCore.Http.HttpResults;
using SecureExec.ServiceDefaults;

namespace SecureExec.Sidecar.Pool.Endpoints;

/// <summary>The answers to what Core throws. What is not here is a bug and becomes 500.</summary>
internal static class GuestProblems
{
    /// <summary>The problem for an exception, or null.</summary>
    public static IResult? For(Exception exception) => exception switch
    {
        GuestFileException e => ForFile(e),
        ObjectDisposedException => EndpointExtensions.NoRuntime(),
        WorkerCrashedException e => Problems.Create(StatusCodes.Status502BadGateway, "worker-lost", "The worker process was lost.", e.Message),
        SecureExecException e => Problems.Unavailable(e.Message),
        ArgumentException e => Problems.BadRequest(e.Message),
        _ => null,
    };

    private static ProblemHttpResult ForFile(GuestFileException e) => e.Code switch
    {
        "ENOENT" or "ENOTDIR" => Problems.NotFound("file", e.Message),
        "ENOSPC" or "EFBIG" or "EDQUOT" => Problems.Create(StatusCodes.Status507InsufficientStorage, "file-system-full", "The file system of the runtime is full.", e.Message),
        "EACCES" or "EPERM" or "EROFS" => Problems.Forbidden(e.Message),
        "EINVAL" or "ENAMETOOLONG" or "ELOOP" => Problems.BadRequest(e.Message),
        _ => Problems.Conflict(e.Message),
    };
}
