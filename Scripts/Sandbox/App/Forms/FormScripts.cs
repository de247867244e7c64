using System;
using System.Linq;
using System.Threading.Tasks;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Microsoft.Xrm.Sdk.Metadata;

namespace CrmMilestones.Sandbox.App.Forms;

/// <summary>
/// The scripts of an open form. They run in the browser, in a frame that reaches nothing but a mirror of the form
/// (wwwroot/xrm.js), are told what happens, and answer with what they changed.
/// </summary>
sealed class FormScripts : IAsyncDisposable
{
    const int CreateForm = 1;
    const int UpdateForm = 2;
    const int DisabledForm = 4;

    readonly OpenForm _form;
    readonly DotNetObjectReference<FormScripts> _self;
    IJSObjectReference? _frame;

    internal FormScripts(OpenForm form)
    {
        _form = form;
        _self = DotNetObjectReference.Create(this);
    }

    FormSession Session => _form.Session;

    int FormType => Session.Id is null ? CreateForm : Session.IsInactive ? DisabledForm : UpdateForm;

    /// <summary>Loads the form's libraries into a frame and runs what belongs to loading the form.</summary>
    /// <param name="module">forms.js.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="address">What the frame loads.</param>
    internal async Task<ScriptOutcome> StartAsync(IJSObjectReference module, ElementReference frame, string address)
    {
        _frame = await module.InvokeAsync<IJSObjectReference>("connect", frame, address, _self);
        return await RunAsync("start", Mirror());
    }

    internal Task<ScriptOutcome> ChangeAsync(ColumnDefinition column, object? value) =>
        RunAsync("change", new { Column = column.LogicalName, Value = ScriptValues.ToScript(column, value) });

    internal Task<ScriptOutcome> SaveAsync(int mode) => RunAsync("save", new { Mode = mode });

    internal Task<ScriptOutcome> LoadAsync() => RunAsync("load", new
    {
        Session.Id,
        Type = FormType,
        Values = Session.Form.Columns.Where(column => Session.Columns.Contains(column))
            .ToDictionary(column => column, Value),
    });

    internal Task<ScriptOutcome> OpenTabAsync(string tab) => RunAsync("tab", new { Name = tab });

    /// <summary>What scripts changed outside an event, when something that they waited for has come.</summary>
    [JSInvokable]
    public Task TakeAsync(ScriptOutcome outcome)
    {
        _form.Take(outcome);
        _form.Redraw();
        return Task.CompletedTask;
    }

    /// <summary>What scripts ask the person, or the form, for.</summary>
    [JSInvokable]
    public async Task<ScriptAnswer> AskAsync(string kind, string? title, string? text, bool isSave)
    {
        switch (kind)
        {
            case "alert":
                await AskPersonAsync(new(title ?? _form.Texts.Message, text ?? ""));
                return new(false, null);
            case "confirm":
                var isConfirmed = await AskPersonAsync(new(title ?? _form.Texts.Confirm, text ?? "")
                {
                    Agree = _form.Texts.Ok,
                    Decline = _form.Texts.Cancel,
                });
                return new(false, new { Confirmed = isConfirmed });
            default:
                var isDone = kind == "save" || isSave ? await _form.SaveAsync(1) : await _form.ReloadAsync();
                return new(!isDone, null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _self.Dispose();
        if (_frame is not null)
        {
            try
            {
                await _frame.InvokeVoidAsync("disconnect");
                await _frame.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The page is gone, and its frames with it.
            }
        }
    }

    Task<bool> AskPersonAsync(FormMessage message)
    {
        TaskCompletionSource<bool> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _form.Show(message with { Answered = answer.SetResult });
        return answer.Task;
    }

    async Task<ScriptOutcome> RunAsync(string happening, object details) => _frame is null
        ? new(false, [], [])
        : await _frame.InvokeAsync<ScriptOutcome>("run", happening, details);

    object? Value(string column) => ScriptValues.ToScript(Session.Table.Column(column), Session.Value(column));

    /// <summary>The form as scripts see it when it opens.</summary>
    object Mirror()
    {
        var form = Session.Form;
        var environment = _form.Environment;
        return new
        {
            Table = Session.Table.LogicalName,
            Session.Id,
            Type = FormType,
            PrimaryName = Session.Table.PrimaryNameColumn,
            User = new { Id = environment.UserId, Name = environment.UserName, environment.Language },
            Handlers = form.Handlers.Select(handler => new
            {
                handler.Event,
                handler.Column,
                handler.Function,
                handler.PassesContext,
                Parameters = handler.Parameters.Split(
                    ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            }),
            Attributes = form.Columns.Where(column => Session.Columns.Contains(column)).Select(Attribute),
            Controls = form.Cells.Where(cell => cell.Control is not null).Select(cell => new
            {
                cell.Control!.Name,
                cell.Control.Column,
                Type = cell.Control.Kind.ToString().ToLowerInvariant(),
                Visible = cell.IsVisible,
                Disabled = cell.Control.IsDisabled,
                Label = _form.TitleOf(cell),
            }).DistinctBy(control => control.Name),
            Tabs = form.Tabs.Select((tab, position) => new
            {
                tab.Name,
                Visible = tab.IsVisible,
                Label = environment.Text(tab.Label, tab.Name),
                Open = position == 0,
                Sections = tab.Columns.SelectMany(column => column.Sections).Select(section => new
                {
                    section.Name,
                    Visible = section.IsVisible,
                    Label = environment.Text(section.Label, section.Name),
                    Controls = section.Rows.SelectMany(row => row).Select(cell => cell.Control?.Name).OfType<string>(),
                }),
            }),
        };
    }

    object Attribute(string name)
    {
        var column = Session.Table.Column(name);
        return new
        {
            Name = name,
            Type = ScriptValues.TypeOf(column),
            IsDay = ScriptValues.IsDay(column),
            Value = Value(name),
            RequiredLevel = column.RequiredLevel switch
            {
                AttributeRequiredLevel.None => "none",
                AttributeRequiredLevel.Recommended => "recommended",
                _ => "required",
            },
            column.MaxLength,
            column.Min,
            column.Max,
            Options = column.IsChoice
                ? column.Options.Select(option => new
                {
                    option.Value,
                    Text = _form.Environment.Text(option.Label, ""),
                })
                : null,
        };
    }
}

/// <summary>What comes of something that a script asked for.</summary>
/// <param name="IsRefused">Whether it was refused.</param>
/// <param name="Value">What the script gets.</param>
public sealed record ScriptAnswer(bool IsRefused, object? Value);
