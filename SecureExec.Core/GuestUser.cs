namespace SecureExec;

/// <summary>The user that guest processes run as, inside the VM. It has nothing to do with users of the host.</summary>
public sealed record GuestUser
{
    /// <summary>Login name: <c>os.userInfo().username</c>, <c>USER</c>. Lower-case letters, digits, <c>_</c> and <c>-</c>, at most 32.</summary>
    public string Name { get; init; } = "sandbox";

    /// <summary>User id, 0 to 65,533. With 0 the guest is root in its VM: permission bits of files do not bind it, the policy does.</summary>
    public int Uid { get; init; } = 1000;

    /// <summary>Group id, 0 to 65,533.</summary>
    public int Gid { get; init; } = 1000;

    /// <summary>Absolute guest path of the home directory, which is made; null takes <c>/home/</c> and the name.</summary>
    public string? Home { get; init; }
}
