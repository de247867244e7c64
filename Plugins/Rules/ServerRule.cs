namespace CrmMilestones.Plugins.Rules;

/// <summary>A rule of the server, with all that is to be known of it: a file each, in the folder Codes.</summary>
/// <param name="code">What its messages start with; never changes.</param>
/// <param name="says">The rule in one sentence.</param>
/// <param name="whatToDo">The way out for who is refused.</param>
public abstract class ServerRule(string code, Wording says, Wording whatToDo)
{
    public string Code { get; } = code;

    public Wording Says { get; } = says;

    public Wording WhatToDo { get; } = whatToDo;

    /// <summary>A refusal, for documents.</summary>
    public abstract Problem Example { get; }

    private protected Problem Broken(Wording sentence, params object[] values) => new(Code, new(sentence, values));
}
