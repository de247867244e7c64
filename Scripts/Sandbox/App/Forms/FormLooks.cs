using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Sandbox.App.Forms;

/// <summary>What scripts changed about a form: what they left alone is null here.</summary>
sealed class FormLooks
{
    readonly Dictionary<string, bool> _visible = new(StringComparer.Ordinal);
    readonly Dictionary<string, bool> _disabled = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _requiredLevels = new(StringComparer.Ordinal);
    readonly Dictionary<(string Control, string Id), string> _controlNotifications = [];
    readonly Dictionary<string, FormNotification> _notifications = new(StringComparer.Ordinal);

    /// <summary>Messages on top of the form.</summary>
    internal IReadOnlyCollection<FormNotification> Notifications => _notifications.Values;

    internal bool? IsTabVisible(string tab) => Find(_visible, Tab(tab));

    internal bool? IsSectionVisible(string tab, string section) => Find(_visible, Section(tab, section));

    internal bool? IsControlVisible(string control) => Find(_visible, Control(control));

    internal bool? IsDisabled(string control) => Find(_disabled, control);

    internal string? LabelOfTab(string tab) => _labels.GetValueOrDefault(Tab(tab));

    internal string? LabelOfSection(string tab, string section) => _labels.GetValueOrDefault(Section(tab, section));

    internal string? LabelOfControl(string control) => _labels.GetValueOrDefault(Control(control));

    /// <summary>none, recommended or required.</summary>
    internal string? RequiredLevel(string column) => _requiredLevels.GetValueOrDefault(column);

    /// <summary>Messages beside a control.</summary>
    internal IEnumerable<string> NotificationsOf(string control) =>
        _controlNotifications.Where(notification => notification.Key.Control == control)
            .Select(notification => notification.Value);

    /// <summary>Takes over a change that is about looks; false for one that isn't.</summary>
    internal bool Take(ScriptChange change)
    {
        switch (change.Kind)
        {
            case "visible":
                _visible[Place(change)] = change.Flag;
                return true;
            case "disabled":
                _disabled[change.Control ?? ""] = change.Flag;
                return true;
            case "label":
                _labels[Place(change)] = change.Text ?? "";
                return true;
            case "requiredLevel":
                _requiredLevels[change.Column ?? ""] = change.Text ?? "none";
                return true;
            case "controlNotification":
                Notify(_controlNotifications, (change.Control ?? "", change.Id ?? ""), change.Text);
                return true;
            case "formNotification":
                Notify(_notifications, change.Id ?? "", change.Text is { } text
                    ? new FormNotification(change.Level ?? "INFO", text) : null);
                return true;
            default:
                return false;
        }
    }

    static void Notify<TKey, TValue>(Dictionary<TKey, TValue> notifications, TKey key, TValue? value)
        where TKey : notnull
        where TValue : class
    {
        if (value is null)
        {
            notifications.Remove(key);
        }
        else
        {
            notifications[key] = value;
        }
    }

    static bool? Find(Dictionary<string, bool> flags, string key) => flags.TryGetValue(key, out var flag) ? flag : null;

    static string Place(ScriptChange change) => change switch
    {
        { Control: { } control } => Control(control),
        { Tab: { } tab, Section: { } section } => Section(tab, section),
        _ => Tab(change.Tab ?? ""),
    };

    static string Tab(string tab) => $"tab {tab}";

    static string Section(string tab, string section) => $"section {tab} {section}";

    static string Control(string control) => $"control {control}";
}

/// <summary>A message of a script on top of the form; <paramref name="Level"/> is ERROR, WARNING or INFO.</summary>
sealed record FormNotification(string Level, string Text);
