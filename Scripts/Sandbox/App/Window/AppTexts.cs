namespace CrmMilestones.Sandbox.App.Window;

/// <summary>What the app says besides what the solution and the server say.</summary>
public sealed record AppTexts
{
    const int SpanishLanguage = 3082;

    public string Sandbox { get; private init; } = "Sandbox";

    public string StandIn { get; private init; } =
        "A stand-in for Dataverse on this machine. Nothing done here reaches a real environment.";

    public string Settings { get; private init; } = "Who, when, language";

    public string Person { get; private init; } = "You are";

    public string Language { get; private init; } = "Language";

    public string BusinessDay { get; private init; } = "Business day";

    public string MoveAhead { get; private init; } = "Move ahead";

    public string Reset { get; private init; } = "Reset";

    public string ResetQuestion { get; private init; } =
        "Throw away everything that was done in this sandbox and begin anew?";

    public string Loading { get; private init; } = "Loading...";

    public string Apply { get; private init; } = "Apply";

    public string SkipToContent { get; private init; } = "Skip to content";

    public string App { get; private init; } = "App";

    public string Areas { get; private init; } = "Areas";

    public string SiteMap { get; private init; } = "Site map";

    public string View { get; private init; } = "View";

    public string New { get; private init; } = "New";

    public string Refresh { get; private init; } = "Refresh";

    public string Search { get; private init; } = "Search this view";

    public string Filter { get; private init; } = "Filter";

    public string AddFilter { get; private init; } = "Add filter";

    public string Column { get; private init; } = "Column";

    public string Condition { get; private init; } = "Condition";

    public string Value { get; private init; } = "Value";

    /// <summary>{0}: the filter.</summary>
    public string RemoveFilter { get; private init; } = "Remove: {0}";

    public string Contains { get; private init; } = "Contains";

    public string BeginsWith { get; private init; } = "Begins with";

    public string EqualTo { get; private init; } = "Equals";

    public string UnequalTo { get; private init; } = "Does not equal";

    public string OnOrAfter { get; private init; } = "On or after";

    public string OnOrBefore { get; private init; } = "On or before";

    public string AtLeast { get; private init; } = "At least";

    public string AtMost { get; private init; } = "At most";

    public string ContainsData { get; private init; } = "Contains data";

    public string ContainsNoData { get; private init; } = "Does not contain data";

    public string Yes { get; private init; } = "Yes";

    public string No { get; private init; } = "No";

    public string NothingToShow { get; private init; } = "We didn't find anything to show here";

    /// <summary>{0}: the person.</summary>
    public string NothingOfYours { get; private init; } =
        "We didn't find anything to show here: this view lists what {0} is responsible for.";

    /// <summary>{0} and {1}: the first and the last row shown; {2}: how many there are.</summary>
    public string RowsOf { get; private init; } = "{0} - {1} of {2}";

    public string PreviousPage { get; private init; } = "Previous page";

    public string NextPage { get; private init; } = "Next page";

    /// <summary>{0}: its number.</summary>
    public string Page { get; private init; } = "Page {0}";

    public string ShowChart { get; private init; } = "Show chart";

    public string HideChart { get; private init; } = "Hide chart";

    public string Chart { get; private init; } = "Chart";

    public string Blank { get; private init; } = "(blank)";

    public string SeeAll { get; private init; } = "See all records";

    public string NoApp { get; private init; } =
        "None of the solutions has an app that this person's roles let them see.";

    /// <summary>{0}: what it is.</summary>
    public string NotDrawn { get; private init; } = "Not drawn in the sandbox: {0}";

    /// <summary>{0}: the table.</summary>
    public string NoView { get; private init; } =
        "No imported solution has a view of {0}. In a real environment the table's own views are here; "
        + "the sandbox lists the names.";

    /// <summary>{0}: the table.</summary>
    public string NoForm { get; private init; } =
        "No imported solution has a form of {0}. In a real environment the table's own form is here.";

    public string NotFound { get; private init; } = "There is nothing at this address.";

    public string WentWrong { get; private init; } = "This can't be shown:";

    internal static AppTexts English { get; } = new();

    internal static AppTexts Spanish { get; } = new()
    {
        Sandbox = "Entorno de prueba",
        StandIn = "Un sustituto de Dataverse en este equipo. Nada de lo que se haga aquí llega a un entorno real.",
        Settings = "Quién, cuándo, idioma",
        Person = "Usted es",
        Language = "Idioma",
        BusinessDay = "Día hábil",
        MoveAhead = "Adelantar",
        Reset = "Restablecer",
        ResetQuestion = "¿Descartar todo lo hecho en este entorno de prueba y empezar de nuevo?",
        Loading = "Cargando...",
        Apply = "Aplicar",
        SkipToContent = "Saltar al contenido",
        App = "Aplicación",
        Areas = "Áreas",
        SiteMap = "Mapa del sitio",
        View = "Vista",
        New = "Nuevo",
        Refresh = "Actualizar",
        Search = "Buscar en esta vista",
        Filter = "Filtrar",
        AddFilter = "Agregar filtro",
        Column = "Columna",
        Condition = "Condición",
        Value = "Valor",
        RemoveFilter = "Quitar: {0}",
        Contains = "Contiene",
        BeginsWith = "Empieza por",
        EqualTo = "Es igual a",
        UnequalTo = "No es igual a",
        OnOrAfter = "El o después del",
        OnOrBefore = "El o antes del",
        AtLeast = "Como mínimo",
        AtMost = "Como máximo",
        ContainsData = "Contiene datos",
        ContainsNoData = "No contiene datos",
        Yes = "Sí",
        No = "No",
        NothingToShow = "No encontramos nada que mostrar aquí",
        NothingOfYours = "No encontramos nada que mostrar aquí: esta vista enumera lo que está a cargo de {0}.",
        RowsOf = "{0} - {1} de {2}",
        PreviousPage = "Página anterior",
        NextPage = "Página siguiente",
        Page = "Página {0}",
        ShowChart = "Mostrar gráfico",
        HideChart = "Ocultar gráfico",
        Chart = "Gráfico",
        Blank = "(en blanco)",
        SeeAll = "Ver todos los registros",
        NoApp = "Ninguna solución tiene una aplicación que los roles de esta persona le permitan ver.",
        NotDrawn = "No se dibuja en el entorno de prueba: {0}",
        NoView = "Ninguna solución importada tiene una vista de {0}. En un entorno real están aquí las vistas "
            + "propias de la tabla; el entorno de prueba enumera los nombres.",
        NoForm = "Ninguna solución importada tiene un formulario de {0}. En un entorno real está aquí el "
            + "formulario propio de la tabla.",
        NotFound = "No hay nada en esta dirección.",
        WentWrong = "Esto no se puede mostrar:",
    };

    /// <summary>Those of a language; English for one that isn't there.</summary>
    public static AppTexts In(int language) => language == SpanishLanguage ? Spanish : English;
}
