"use strict";

/** What this solution puts into the browser: one name. */
var CrmMilestones = CrmMilestones || {};

/** The form "Customer lifecycle" of account. Without this script it shows every stage's section, and the rules hold. */
CrmMilestones.Account = (() => {
  const create = 1;
  const prospect = 727000000;

  /** The sections of the tab "summary", by stage. */
  const sections = new Map([
    [prospect, "stage_prospect"],
    [727000001, "stage_onboarding"],
    [727000002, "stage_compliance"],
    [727000003, "stage_readiness"],
    [727000004, "stage_live"],
    [727000005, "stage_closed"],
  ]);

  /** Proposes Prospect on a new record, and opens the section of the present stage, then and whenever it changes. */
  function onLoad(executionContext) {
    const form = executionContext.getFormContext();
    const stage = form.getAttribute("cm_lifecyclestage");
    if (!stage) {
      return;
    }

    if (form.ui.getFormType() === create && stage.getValue() === null) {
      stage.setValue(prospect);
    }

    stage.addOnChange(openPresentStage);
    form.data.addOnLoad(openPresentStage); // The guided process moves the stage on the server.
    openPresentStage(executionContext);
  }

  /** The other stages' fields are on the tab "All stages". */
  function openPresentStage(executionContext) {
    const form = executionContext.getFormContext();
    const present = form.getAttribute("cm_lifecyclestage").getValue();
    const summary = form.ui.tabs.get("summary");
    sections.forEach((name, stage) => {
      const section = summary.sections.get(name);
      if (section) {
        section.setVisible(stage === present);
      }
    });
  }

  return { onLoad };
})();
