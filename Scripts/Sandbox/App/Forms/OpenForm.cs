using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using System.Threading.Tasks;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Sandbox.App.Window;
using CrmMilestones.Sandbox.Solution;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrmMilestones.Sandbox.App.Forms;

/// <summary>
/// A form that is open before a person: its row, its scripts and its messages. Whatever happens goes through here, so
/// that scripts hear of it and what they change is shown.
/// </summary>
public sealed class OpenForm
{
    readonly Queue<FormMessage> _messages = new();
    bool _isBusy;

    internal OpenForm(AppEnvironment environment, FormSession session)
    {
        Environment = environment;
        Session = session;
    }

    internal AppEnvironment Environment { get; }

    internal FormSession Session { get; }

    internal FormTexts Texts => FormTexts.In(Environment.Language);

    /// <summary>The form's scripts, once they run; null for a form without any.</summary>
    internal FormScripts? Scripts { get; set; }

    /// <summary>Where the form stands, once it does: while something is under way, nobody types into it.</summary>
    internal (IJSObjectReference Module, ElementReference Element)? Page { get; set; }

    /// <summary>What is to be drawn again.</summary>
    internal event Action? Changed;

    /// <summary>Is raised after the row was read again.</summary>
    internal event Action? Loaded;

    /// <summary>The message that is shown, before those that wait.</summary>
    internal FormMessage? Message => _messages.TryPeek(out var message) ? message : null;

    /// <summary>What has to be filled in before the row can be saved, as the person was told.</summary>
    internal IReadOnlySet<string> Missing { get; private set; } = new HashSet<string>();

    /// <summary>The tab that a script asked to open.</summary>
    internal string? WantedTab { get; set; }

    internal string TitleOf(FormCell cell) =>
        cell.Control is { } control && Session.Looks.LabelOfControl(control.Name) is { } label ? label
        : cell.Label.In(Environment.Language) is { Length: > 0 } text ? text
        : cell.Control?.Column is { } name && Session.Table.TryGetColumn(name, out var column)
            ? Environment.NameOf(column) : cell.Control?.Name ?? "";

    /// <summary>A person's change of a value.</summary>
    internal async Task ChangeAsync(ColumnDefinition column, object? value)
    {
        Session.Set(column.LogicalName, value);
        if (Session.Value(column.LogicalName) is not null)
        {
            Missing = Missing.Except([column.LogicalName]).ToHashSet();
        }

        if (Scripts is not null)
        {
            Take(await Scripts.ChangeAsync(column, value));
        }

        Changed?.Invoke();
    }

    /// <summary>Saves what was changed; the answer is whether everything is stored now.</summary>
    /// <param name="mode">The client API's save mode: 1 save, 2 save and close.</param>
    internal Task<bool> SaveAsync(int mode) => AloneAsync(() => SaveChangesAsync(mode));

    /// <summary>Saves what was changed, does what may change the row on the server, and reads it again.</summary>
    internal Task<bool> ActAsync(Action action) => AloneAsync(async () =>
        (!Session.IsDirty || await SaveChangesAsync(1))
        && await TryAsync(() =>
        {
            action();
            Session.Load();
        }));

    /// <summary>Reads the row again, with what else has changed on the server; what was changed here is lost.</summary>
    internal Task<bool> ReloadAsync() => AloneAsync(() => TryAsync(Session.Load));

    internal void Show(FormMessage message)
    {
        _messages.Enqueue(message);
        Changed?.Invoke();
    }

    /// <summary>Closes the message that is shown, with the person's answer to its question.</summary>
    internal void Answer(bool isAgreed)
    {
        if (_messages.TryDequeue(out var message))
        {
            message.Answered?.Invoke(isAgreed);
        }

        Changed?.Invoke();
    }

    /// <summary>Takes over what scripts changed.</summary>
    internal void Take(ScriptOutcome outcome)
    {
        foreach (var change in outcome.Changes.Where(change => !Session.Looks.Take(change)))
        {
            if (change is { Kind: "value", Column: { } name } && Session.Table.TryGetColumn(name, out var column))
            {
                Session.Set(name, ScriptValues.FromScript(column, change.Value));
            }
            else if (change is { Kind: "openTab", Tab: { } tab })
            {
                WantedTab = tab;
            }
        }

        if (outcome.Errors.Count > 0)
        {
            Show(new(Texts.ScriptError, string.Join('\n', outcome.Errors)));
        }
    }

    internal void Redraw() => Changed?.Invoke();

    internal string RequiredText(string title) => string.Format(CultureInfo.InvariantCulture, Texts.Required, title);

    /// <summary>
    /// Does something with the row while nobody can type into the form: reading the row again, or leaving the form
    /// afterwards, would lose that. What was typed until then is told first.
    /// </summary>
    async Task<bool> AloneAsync(Func<Task<bool>> act)
    {
        if (_isBusy)
        {
            return false;
        }

        _isBusy = true;
        try
        {
            if (Page is { } page)
            {
                await page.Module.InvokeVoidAsync("block", page.Element);
            }

            return await act();
        }
        finally
        {
            _isBusy = false;
            // Nobody waits for it: what leads away from the form follows at once.
            _ = Page?.Module.InvokeVoidAsync("release", Page.Value.Element).AsTask();
            Changed?.Invoke();
        }
    }

    async Task<bool> SaveChangesAsync(int mode)
    {
        if (Scripts is not null)
        {
            var outcome = await Scripts.SaveAsync(mode);
            Take(outcome);
            if (outcome.IsPrevented)
            {
                return false;
            }
        }

        Missing = Session.Missing().Select(control => control.Column!).ToHashSet();
        return Missing.Count == 0 && await TryAsync(Session.Save);
    }

    /// <summary>Does what may be refused, then tells the scripts what the row is now.</summary>
    async Task<bool> TryAsync(Action action)
    {
        try
        {
            action();
        }
        catch (FaultException refusal)
        {
            Show(FormMessage.Of(refusal, Texts));
            return false;
        }

        Missing = new HashSet<string>();
        if (Scripts is not null)
        {
            Take(await Scripts.LoadAsync());
        }

        Loaded?.Invoke();
        return true;
    }
}
