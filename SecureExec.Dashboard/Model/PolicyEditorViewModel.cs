using System.Text.Json;
using SecureExec.Contracts;
using SecureExec.Dashboard.Client;

namespace SecureExec.Dashboard.Model;

/// <summary>Edits one stored policy, or a new one, as text.</summary>
/// <param name="gateway">The gateway.</param>
public sealed class PolicyEditorViewModel(IGatewayClient gateway)
{
    private string _saved = "";

    /// <summary>Name under which the policy is stored; editable while <see cref="IsNew"/>.</summary>
    public string Name { get; set; } = "";

    /// <summary>The text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Revision the text is based on; null for a new policy.</summary>
    public int? Revision { get; private set; }

    /// <summary>When the stored policy was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; private set; }

    /// <summary>Whether the policy has never been stored.</summary>
    public bool IsNew => Revision is null;

    /// <summary>Whether the text differs from what is stored.</summary>
    public bool IsDirty => IsNew || Text != _saved;

    /// <summary>Whether a call is going on.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>What is wrong with the text; empty when nothing is known to be.</summary>
    public IReadOnlyList<DocumentError> Errors { get; private set; } = [];

    /// <summary>What is wrong with the name; null when nothing is.</summary>
    public string? NameError { get; private set; }

    /// <summary>Why the last call failed, when it is not about the text or the name.</summary>
    public GatewayFailure? Failure { get; private set; }

    /// <summary>Whether saving makes sense now.</summary>
    public bool CanSave => IsDirty && !IsBusy && PolicyDocument.Parse(Text, out _) is null;

    /// <summary>Starts a new policy.</summary>
    public void StartNew()
    {
        Name = "";
        Text = PolicyDocument.Template;
        _saved = "";
        Revision = null;
        UpdatedAt = null;
        ClearMessages();
    }

    /// <summary>Takes a stored policy, dropping unsaved text.</summary>
    public void Show(PolicyInfo policy)
    {
        Name = policy.Name;
        Text = _saved = JsonText.Format(policy.Document);
        Revision = policy.Revision;
        UpdatedAt = policy.UpdatedAt;
        ClearMessages();
    }

    /// <summary>Takes an edit and checks what can be checked here: that it is JSON.</summary>
    public void Edit(string text)
    {
        Text = text;
        Errors = PolicyDocument.Parse(text, out _) is { } error ? [error] : [];
    }

    /// <summary>Indents the text; does nothing when it is not JSON.</summary>
    public void Reformat()
    {
        if (PolicyDocument.Parse(Text, out var document) is null) Edit(JsonText.Format(document));
    }

    /// <summary>Drops unsaved text.</summary>
    public void Revert()
    {
        if (!IsNew) Edit(_saved);
    }

    /// <summary>Stores the text.</summary>
    /// <returns>The stored policy; null when it was not stored, and the messages say why.</returns>
    public async Task<PolicyInfo?> SaveAsync(CancellationToken cancellationToken)
    {
        ClearMessages();
        if (PolicyDocument.Parse(Text, out var document) is { } error)
        {
            Errors = [error];
            return null;
        }
        if (!ContractValidation.IsPolicyName(Name))
        {
            NameError = "1 to 64 lower case letters, digits, '-', '_' and '.', the first a letter or digit.";
            return null;
        }
        return await StoreAsync(document, cancellationToken);
    }

    /// <summary>Deletes the stored policy.</summary>
    /// <returns>Whether it is gone.</returns>
    public async Task<bool> DeleteAsync(CancellationToken cancellationToken)
    {
        ClearMessages();
        IsBusy = true;
        var answer = await gateway.DeletePolicyAsync(Name, cancellationToken);
        IsBusy = false;
        if (answer.TryGet(out _, out var failure) || failure.Kind == GatewayFailureKind.NotFound) return true;
        Failure = failure;
        return false;
    }

    private async Task<PolicyInfo?> StoreAsync(JsonElement document, CancellationToken cancellationToken)
    {
        IsBusy = true;
        var answer = await gateway.SavePolicyAsync(Name, document, Revision, cancellationToken);
        IsBusy = false;
        if (answer.TryGet(out var stored, out var failure))
        {
            Show(stored);
            return stored;
        }
        if (failure.Errors.Count > 0) Errors = PolicyDocument.Place(failure, Text);
        else Failure = failure;
        return null;
    }

    private void ClearMessages()
    {
        Errors = [];
        NameError = null;
        Failure = null;
    }
}
