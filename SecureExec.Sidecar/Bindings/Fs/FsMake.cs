using SecureExec.Sidecar.Engine.Interop;

namespace SecureExec.Sidecar.Bindings;

/// <summary>Makes the JavaScript value of a finished operation, as a local. <paramref name="request"/> is null for a synchronous call.</summary>
internal delegate nint FsMake(Realm realm, FsRequest? request);
