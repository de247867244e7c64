namespace CrmMilestones.Sandbox.App.Forms;

/// <summary>What forms say besides what the solution and the server say, in the words of the platform's client.</summary>
public sealed record FormTexts
{
    const int SpanishLanguage = 3082;

    public string Save { get; private init; } = "Save";

    public string SaveAndClose { get; private init; } = "Save & Close";

    public string New { get; private init; } = "New";

    public string Refresh { get; private init; } = "Refresh";

    public string Activate { get; private init; } = "Activate";

    public string Deactivate { get; private init; } = "Deactivate";

    public string Delete { get; private init; } = "Delete";

    public string DeleteQuestion { get; private init; } = "Do you want to delete this record? This can't be undone.";

    public string Cancel { get; private init; } = "Cancel";

    public string Ok { get; private init; } = "OK";

    public string Close { get; private init; } = "Close";

    public string Saved { get; private init; } = "Saved";

    public string Unsaved { get; private init; } = "Unsaved";

    public string UnsavedQuestion { get; private init; } = "You have unsaved changes. Discard them?";

    public string Discard { get; private init; } = "Discard changes";

    public string Stay { get; private init; } = "Stay here";

    /// <summary>{0}: what kind of row.</summary>
    public string NewRow { get; private init; } = "New {0}";

    /// <summary>{0}: what kind of row.</summary>
    public string QuickCreate { get; private init; } = "Quick Create: {0}";

    public string ReadOnly { get; private init; } = "Read-only: this record's status is inactive.";

    public string Locked { get; private init; } = "Read-only: you don't have access to change such records.";

    /// <summary>{0}: the column.</summary>
    public string Required { get; private init; } = "{0}: Required fields must be filled in.";

    public string RequiredMark { get; private init; } = "required";

    public string RecommendedMark { get; private init; } = "recommended";

    public string BusinessProcessError { get; private init; } = "Business Process Error";

    public string AccessDenied { get; private init; } = "Insufficient Permissions";

    public string Error { get; private init; } = "Error";

    public string Confirm { get; private init; } = "Confirm";

    public string Message { get; private init; } = "Message";

    public string ScriptError { get; private init; } = "Script Error";

    /// <summary>{0}: what isn't drawn.</summary>
    public string NotDrawn { get; private init; } = "Not drawn in the sandbox: {0}";

    /// <summary>{0}: the column.</summary>
    public string NoColumn { get; private init; } = "The table has no column {0}.";

    public string NotANumber { get; private init; } = "Enter a number.";

    /// <summary>{0}: the column.</summary>
    public string LookFor { get; private init; } = "Look for {0}";

    public string NothingFound { get; private init; } = "No records found";

    /// <summary>{0}: the value.</summary>
    public string Remove { get; private init; } = "Remove {0}";

    public string NothingToShow { get; private init; } = "We didn't find anything to show here";

    /// <summary>{0}: how many rows.</summary>
    public string MoreRows { get; private init; } = "The first {0} rows are shown.";

    public string NextStage { get; private init; } = "Next Stage";

    public string Back { get; private init; } = "Back";

    public string SetActive { get; private init; } = "Set Active";

    public string Finish { get; private init; } = "Finish";

    public string Finished { get; private init; } = "Finished";

    public string Abandon { get; private init; } = "Abandon";

    public string Abandoned { get; private init; } = "Abandoned";

    public string Reactivate { get; private init; } = "Reactivate";

    public string Process { get; private init; } = "Process";

    public string SwitchProcess { get; private init; } = "Switch Process";

    public string StageActive { get; private init; } = "active";

    public string StageDone { get; private init; } = "completed";

    /// <summary>{0}: how many days.</summary>
    public string ActiveForDays { get; private init; } = "Active for {0} days";

    public string CompleteSteps { get; private init; } = "To move to the next stage, complete the required steps.";

    static FormTexts English { get; } = new();

    static FormTexts Spanish { get; } = new()
    {
        Save = "Guardar",
        SaveAndClose = "Guardar y cerrar",
        New = "Nuevo",
        Refresh = "Actualizar",
        Activate = "Activar",
        Deactivate = "Desactivar",
        Delete = "Eliminar",
        DeleteQuestion = "¿Desea eliminar este registro? No se puede deshacer.",
        Cancel = "Cancelar",
        Ok = "Aceptar",
        Close = "Cerrar",
        Saved = "Guardado",
        Unsaved = "Sin guardar",
        UnsavedQuestion = "Hay cambios sin guardar. ¿Descartarlos?",
        Discard = "Descartar los cambios",
        Stay = "Quedarse aquí",
        NewRow = "Nuevo: {0}",
        QuickCreate = "Creación rápida: {0}",
        ReadOnly = "Solo lectura: el estado de este registro es inactivo.",
        Locked = "Solo lectura: no tiene acceso para cambiar estos registros.",
        Required = "{0}: Rellene los campos obligatorios.",
        RequiredMark = "obligatorio",
        RecommendedMark = "recomendado",
        BusinessProcessError = "Error de proceso de negocio",
        AccessDenied = "Permisos insuficientes",
        Error = "Error",
        Confirm = "Confirmar",
        Message = "Mensaje",
        ScriptError = "Error de script",
        NotDrawn = "No se muestra en este entorno de prueba: {0}",
        NoColumn = "La tabla no tiene la columna {0}.",
        NotANumber = "Escriba un número.",
        LookFor = "Buscar {0}",
        NothingFound = "No se encontraron registros",
        Remove = "Quitar {0}",
        NothingToShow = "No se encontró nada que mostrar",
        MoreRows = "Se muestran las primeras {0} filas.",
        NextStage = "Siguiente fase",
        Back = "Atrás",
        SetActive = "Establecer como activa",
        Finish = "Finalizar",
        Finished = "Finalizado",
        Abandon = "Abandonar",
        Abandoned = "Abandonado",
        Reactivate = "Reactivar",
        Process = "Proceso",
        SwitchProcess = "Cambiar de proceso",
        StageActive = "activa",
        StageDone = "completada",
        ActiveForDays = "Activa desde hace {0} días",
        CompleteSteps = "Para pasar a la siguiente fase, complete los pasos obligatorios.",
    };

    /// <summary>The texts in Spanish to who reads that, in English to everybody else.</summary>
    internal static FormTexts In(int language) => language == SpanishLanguage ? Spanish : English;
}
