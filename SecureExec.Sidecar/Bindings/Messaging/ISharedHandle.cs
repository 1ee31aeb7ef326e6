namespace SecureExec.Sidecar.Bindings;

/// <summary>Marks a native object that never changes after it is made: a message carries its JavaScript object as it is.</summary>
internal interface ISharedHandle;
