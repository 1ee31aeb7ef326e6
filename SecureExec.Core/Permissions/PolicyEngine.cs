using SecureExec.Abi;
using SecureExec.Kernel;
using SecureExec.Kernel.Vfs;

namespace SecureExec.Permissions;

/// <summary>
/// Judges by one policy. Without a policy, and for scopes the policy leaves out, it denies. Immutable; safe from any thread. The
/// kernel and the broker each have their own.
/// </summary>
internal sealed class PolicyEngine
{
    private readonly CompiledScope[] _scopes;

    /// <summary>Compiles a policy.</summary>
    /// <exception cref="ArgumentException">The policy has a fault (<see cref="PermissionPolicy.FindError"/>).</exception>
    public PolicyEngine(PermissionPolicy? policy)
    {
        if (policy?.FindError() is { } error)
        {
            throw new ArgumentException(error, nameof(policy));
        }

        _scopes = [.. PermissionOperations.Scopes.Select(s => new CompiledScope(s, policy?[s]))];
    }

    /// <summary>True when no fs operation is ever denied, so that nobody needs to work out paths.</summary>
    public bool AllowsAllFs => _scopes[(int)PermissionScope.Fs].AllowsAll;

    /// <summary>Judges an operation by the name policies use. Unknown operations are denied.</summary>
    public bool Allows(PermissionScope scope, string operation, ReadOnlySpan<char> resource) =>
        PermissionOperations.IndexOf(scope, operation) is >= 0 and int index && _scopes[(int)scope].Allows(index, resource);

    /// <summary>Judges something that has several names and that several operations speak of: the last rule that matches any of them decides.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="operations">Operations of the scope.</param>
    /// <param name="resources">All names of it; at least one.</param>
    public bool AllowsAny(PermissionScope scope, IReadOnlyList<string> operations, IReadOnlyList<string> resources)
    {
        Span<int> indexes = stackalloc int[operations.Count];
        for (int i = 0; i < indexes.Length; i++)
        {
            indexes[i] = PermissionOperations.IndexOf(scope, operations[i]);
        }

        return !indexes.Contains(-1) && _scopes[(int)scope].AllowsAny(indexes, resources);
    }

    /// <summary>Judges fs operations on a canonical guest path; all of them must be permitted.</summary>
    public bool AllowsFs(FsAccess access, ReadOnlySpan<char> path) => FirstDenied(access, path) == FsAccess.None;

    /// <summary>The first of the operations that is denied, or none.</summary>
    public FsAccess FirstDenied(FsAccess access, ReadOnlySpan<char> path)
    {
        CompiledScope fs = _scopes[(int)PermissionScope.Fs];
        if (fs.AllowsAll)
        {
            return FsAccess.None;
        }

        for (int rest = (int)access; rest != 0; rest &= rest - 1)
        {
            int operation = System.Numerics.BitOperations.TrailingZeroCount(rest);
            if (!fs.Allows(operation, path))
            {
                return (FsAccess)(1 << operation);
            }
        }

        return FsAccess.None;
    }

    /// <summary>True when an object that gets the name <paramref name="to"/> may not be used in more ways than under <paramref name="from"/>.</summary>
    public bool IsNotWider(ReadOnlySpan<char> from, ReadOnlySpan<char> to)
    {
        CompiledScope fs = _scopes[(int)PermissionScope.Fs];
        if (fs.AllowsAll)
        {
            return true;
        }

        for (int rest = (int)FsAccess.OnObject; rest != 0; rest &= rest - 1)
        {
            int operation = System.Numerics.BitOperations.TrailingZeroCount(rest);
            if (fs.Allows(operation, to) && !fs.Allows(operation, from))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Judges what a path led to and hands out the proof that acting calls ask for. EACCES, noted in the audit.</summary>
    /// <param name="dentry">What the path led to.</param>
    /// <param name="access">All that is going to be done with it.</param>
    /// <param name="caller">Who; the host itself is not subject to the policy.</param>
    /// <param name="keepPath">The acting call needs the canonical path.</param>
    public SysResult<CheckedDentry> Check(in Dentry dentry, FsAccess access, Caller caller, bool keepPath = false) =>
        CheckedDentry.Issue(this, dentry, access, caller, keepPath);

    /// <summary>Keeps silent about what a denied path has or has not: turns <paramref name="errno"/> into EACCES where the policy denies.</summary>
    public Errno Hide(Errno errno, in Dentry dentry, FsAccess access, Caller caller)
    {
        if (caller.IsHost || errno is Errno.EACCES or Errno.EINVAL or Errno.ENAMETOOLONG)
        {
            return errno;
        }

        FsAccess denied = FirstDenied(access, dentry.Path);
        if (denied == FsAccess.None)
        {
            return errno;
        }

        caller.NoteDenied(PermissionScope.Fs, NameOf(denied), dentry.Path.ToString());
        return Errno.EACCES;
    }

    /// <summary>Judges a single fs operation on a path that is known as text. EACCES, noted in the audit.</summary>
    public Errno CheckFs(FsAccess access, string path, Caller caller)
    {
        FsAccess denied = caller.IsHost ? FsAccess.None : FirstDenied(access, path);
        if (denied == FsAccess.None)
        {
            return Errno.Success;
        }

        caller.NoteDenied(PermissionScope.Fs, NameOf(denied), path);
        return Errno.EACCES;
    }

    /// <summary>Judges an operation of another scope. EACCES, noted in the audit.</summary>
    public Errno Check(PermissionScope scope, string operation, string resource, Caller caller)
    {
        if (caller.IsHost || Allows(scope, operation, resource))
        {
            return Errno.Success;
        }

        caller.NoteDenied(scope, operation, resource);
        return Errno.EACCES;
    }

    /// <summary>Judges a use of the network by all names of the one place, as <see cref="NetworkResource"/> spells them. EACCES, noted in the audit by the first name.</summary>
    public Errno CheckNetwork(NetworkAccess access, IReadOnlyList<string> names, Caller caller)
    {
        IReadOnlyList<string> operations = NetworkResource.OperationsOf(access);
        if (caller.IsHost || AllowsAny(PermissionScope.Network, operations, names))
        {
            return Errno.Success;
        }

        caller.NoteDenied(PermissionScope.Network, operations[^1], names[0]);
        return Errno.EACCES;
    }

    /// <summary>The operation's name in policies.</summary>
    public static string NameOf(FsAccess single) =>
        PermissionOperations.Of(PermissionScope.Fs)[System.Numerics.BitOperations.TrailingZeroCount((int)single)];
}
