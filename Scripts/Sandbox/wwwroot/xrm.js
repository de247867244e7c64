// The client API of model-driven apps, as far as form scripts are supported here. It runs in a frame of its own with an
// opaque origin, together with a form's libraries: they see this mirror of the form and nothing else. The page says
// what happened (run); the answer is what the scripts changed. A member that is missing here is reported by its name.
"use strict";

const Xrm = (() => {
  const listeners = { load: [], save: [], tab: new Map() };
  const attributes = new Map();
  const controls = new Map();
  const tabs = new Map();
  const reported = new Set();
  const asked = new Map();
  let form = null;
  let changes = [];
  let errors = [];
  let isRunning = false;

  const post = message => parent.postMessage(message, "*"); // The frame's origin is opaque; the page checks the source.

  /** What changes outside an event, in a promise's continuation for example, is handed over at its end. */
  function change(kind, values) {
    changes.push({ kind, ...values });
    if (!isRunning && changes.length === 1) {
      queueMicrotask(() => {
        post({ changes, errors });
        changes = [];
        errors = [];
      });
    }
  }

  function report(text) {
    if (!reported.has(text)) {
      reported.add(text);
      errors.push(text);
    }
  }

  /** Names what a script asks for and isn't here. */
  const api = (name, members) => new Proxy(members, {
    get(target, member) {
      if (typeof member === "string" && !(member in target) && member !== "then" && member !== "toJSON") {
        report(`${name}.${member} is not supported by the sandbox.`);
      }
      return target[member];
    },
  });

  /** A collection of the client API: everything, one by name or position, or what a function picks. */
  const collection = (name, map) => api(name, {
    get(which) {
      const all = [...map.values()];
      switch (typeof which) {
        case "undefined": return all;
        case "string": return map.get(which) ?? null;
        case "number": return all[which] ?? null;
        default: return all.filter(which);
      }
    },
    getLength: () => map.size,
    forEach: visit => [...map.values()].forEach(visit),
  });

  const call = (handlers, context) => handlers.slice().forEach(handler => guarded(() => handler(context)));

  function guarded(run) {
    try {
      run();
    } catch (error) {
      errors.push(String(error?.message ?? error));
    }
  }

  const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

  /** A day ("2026-03-14") is midnight where the browser is, a moment comes with its zone. */
  function fromPage({ type, isDay }, value) {
    if (value === null || type !== "datetime") {
      return value;
    }
    const [year, month, day] = value.split("-").map(Number);
    return isDay ? new Date(year, month - 1, day) : new Date(value);
  }

  const copied = value => value instanceof Date ? new Date(value) : structuredClone(value);

  function toPage({ type, isDay }, value) {
    if (value === null || value === undefined || value === "") {
      return null;
    }
    if (type === "datetime") {
      const two = number => String(number).padStart(2, "0");
      return isDay
        ? `${String(value.getFullYear()).padStart(4, "0")}-${two(value.getMonth() + 1)}-${two(value.getDate())}`
        : value.toISOString();
    }
    return type === "lookup" ? [].concat(value) : value;
  }

  function attributeOf(state) {
    const onChange = [];
    let value = fromPage(state, state.value);
    let initial = state.value;
    let level = state.requiredLevel;
    let submitMode = "dirty";
    const attribute = api("attribute", {
      getName: () => state.name,
      getAttributeType: () => state.type,
      getFormat: () => state.format ?? null,
      getValue: () => copied(value),
      setValue(next) {
        value = next === undefined || next === "" ? null : copied(next);
        change("value", { column: state.name, value: toPage(state, value) });
      },
      getInitialValue: () => fromPage(state, initial),
      getIsDirty: () => !same(toPage(state, value), initial),
      getText: () => state.options?.find(option => option.value === value)?.text ?? null,
      getOptions: () => state.options?.map(option => ({ ...option })) ?? [],
      getOption: wanted => state.options?.find(option => option.value === Number(wanted)) ?? null,
      getRequiredLevel: () => level,
      setRequiredLevel(next) {
        level = next;
        change("requiredLevel", { column: state.name, value: next });
      },
      getSubmitMode: () => submitMode,
      setSubmitMode(next) {
        submitMode = next;
        change("submitMode", { column: state.name, value: next });
      },
      getMaxLength: () => state.maxLength ?? null,
      getMin: () => state.min ?? null,
      getMax: () => state.max ?? null,
      addOnChange: handler => { onChange.push(handler); },
      removeOnChange: handler => remove(onChange, handler),
      fireOnChange: () => call(onChange, contextOf(attribute)),
      get controls() {
        return collection("controls", new Map([...controls].filter(([, { column }]) => column === state.name)
          .map(([name, { control }]) => [name, control])));
      },
    });
    return {
      attribute,
      onChange,
      take(next, isLoaded) {
        value = fromPage(state, next);
        if (isLoaded) {
          initial = next;
        }
      },
    };
  }

  function remove(handlers, handler) {
    const at = handlers.indexOf(handler);
    if (at >= 0) {
      handlers.splice(at, 1);
    }
  }

  const visibility = (state, where) => ({
    getName: () => state.name,
    getVisible: () => state.visible,
    setVisible(is) {
      state.visible = is;
      change("visible", { ...where, value: is });
    },
    getLabel: () => state.label,
    setLabel(text) {
      state.label = text;
      change("label", { ...where, value: text });
    },
  });

  const controlOf = state => ({
    column: state.column,
    control: api("control", {
      ...visibility(state, { control: state.name }),
      getControlType: () => state.type,
      getAttribute: () => attributes.get(state.column)?.attribute ?? null,
      getDisabled: () => state.disabled,
      setDisabled(is) {
        state.disabled = is;
        change("disabled", { control: state.name, value: is });
      },
      setNotification(text, id) {
        change("controlNotification", { control: state.name, id: id ?? "", value: text });
        return true;
      },
      clearNotification(id) {
        change("controlNotification", { control: state.name, id: id ?? "", value: null });
        return true;
      },
    }),
  });

  const controlsOf = names => collection("controls", new Map(names
    .filter(name => controls.has(name)).map(name => [name, controls.get(name).control])));

  function tabOf(state) {
    const sections = new Map(state.sections.map(section => [section.name, api("section", {
      ...visibility(section, { tab: state.name, section: section.name }),
      controls: controlsOf(section.controls),
    })]));
    return api("tab", {
      ...visibility(state, { tab: state.name }),
      sections: collection("sections", sections),
      getDisplayState: () => state.open ? "expanded" : "collapsed",
      setDisplayState(next) {
        if (next === "expanded") {
          change("openTab", { tab: state.name });
        }
      },
      setFocus: () => change("openTab", { tab: state.name }),
      addTabStateChange(handler) {
        listeners.tab.set(state.name, [...listeners.tab.get(state.name) ?? [], handler]);
      },
    });
  }

  const entity = api("entity", {
    getId: () => form.id ? `{${form.id.toUpperCase()}}` : "",
    getEntityName: () => form.table,
    getPrimaryAttributeValue: () => attributes.get(form.primaryName)?.attribute.getValue() ?? null,
    getEntityReference: () => ({
      id: form.id, entityType: form.table, name: entity.getPrimaryAttributeValue(),
    }),
    getIsDirty: () => [...attributes.values()].some(({ attribute }) => attribute.getIsDirty()),
    addOnSave: handler => { listeners.save.push(handler); },
    removeOnSave: handler => remove(listeners.save, handler),
    get attributes() {
      return collection("attributes", new Map([...attributes].map(([name, { attribute }]) => [name, attribute])));
    },
  });

  const formContext = api("formContext", {
    getAttribute: which => entity.attributes.get(which),
    getControl: which => formContext.ui.controls.get(which),
    data: api("data", {
      entity,
      getIsDirty: () => entity.getIsDirty(),
      addOnLoad: handler => { listeners.load.push(handler); },
      removeOnLoad: handler => remove(listeners.load, handler),
      refresh: save => ask("refresh", { save: Boolean(save) }),
      save: () => ask("save", {}),
    }),
    ui: api("ui", {
      getFormType: () => form.type,
      get tabs() {
        return collection("tabs", tabs);
      },
      get controls() {
        return collection("controls", new Map([...controls].map(([name, { control }]) => [name, control])));
      },
      setFormNotification(text, level, id) {
        change("formNotification", { id, level, value: text });
        return true;
      },
      clearFormNotification(id) {
        change("formNotification", { id, value: null });
        return true;
      },
    }),
  });

  const contextOf = (source, args) => api("executionContext", {
    getFormContext: () => formContext,
    getEventSource: () => source,
    getEventArgs: () => args ?? null,
    getDepth: () => 1,
  });

  /** Asks the page for something that takes its time. */
  const ask = (kind, values) => new Promise((resolve, reject) => {
    const id = asked.size + 1;
    asked.set(id, { resolve, reject });
    post({ ask: { id, kind, ...values } });
  });

  function functionOf(name) {
    const [first, ...rest] = name.split(".");
    // A library's own const is no property of the window; indirect evaluation isn't allowed here, a script's var is.
    return rest.reduce((owner, member) => owner?.[member], globalThis[first]);
  }

  /** A parameter as it stands in the form: 'text', 1, true. */
  function literal(source) {
    try {
      return JSON.parse(source.replaceAll("'", '"'));
    } catch {
      return source;
    }
  }

  function callForm(event, column, context) {
    form.handlers.filter(handler => handler.event === event && (handler.column ?? null) === column).forEach(handler => {
      const found = functionOf(handler.function);
      if (typeof found !== "function") {
        errors.push(`${handler.function} was not found in the form's libraries.`);
        return;
      }
      guarded(() => found(...(handler.passesContext ? [context] : []), ...handler.parameters.map(literal)));
    });
  }

  function start(state) {
    form = state;
    state.attributes.forEach(attribute => attributes.set(attribute.name, attributeOf(attribute)));
    state.controls.forEach(control => controls.set(control.name, controlOf(control)));
    state.tabs.forEach(tab => tabs.set(tab.name, tabOf(tab)));
    callForm("onload", null, contextOf(formContext.ui));
  }

  function save(mode) {
    let isPrevented = false;
    const args = api("eventArgs", {
      getSaveMode: () => mode,
      preventDefault: () => { isPrevented = true; },
      isDefaultPrevented: () => isPrevented,
    });
    callForm("onsave", null, contextOf(entity, args));
    call(listeners.save, contextOf(entity, args));
    return isPrevented;
  }

  /** What happened on the page. */
  const events = {
    start,
    load({ values, id, type }) {
      form.id = id;
      form.type = type;
      Object.entries(values).forEach(([name, value]) => attributes.get(name)?.take(value, true));
      call(listeners.load, contextOf(entity));
    },
    change({ column, value }) {
      const changed = attributes.get(column);
      if (changed) {
        changed.take(value, false);
        callForm("onchange", column, contextOf(changed.attribute));
        call(changed.onChange, contextOf(changed.attribute));
      }
    },
    save: ({ mode }) => save(mode),
    tab: ({ name }) => call(listeners.tab.get(name) ?? [], contextOf(tabs.get(name))),
  };

  addEventListener("error", ({ message }) => errors.push(message));
  addEventListener("message", ({ source, data }) => {
    if (source !== parent) {
      return;
    }
    if (data.answer) {
      const { id, isRefused, value } = data.answer;
      const { resolve, reject } = asked.get(id);
      asked.set(id, undefined);
      (isRefused ? reject : resolve)(value);
      return;
    }
    isRunning = true;
    let isPrevented = false;
    guarded(() => { isPrevented = events[data.event](data) === true; });
    isRunning = false;
    post({ run: data.run, isPrevented, changes, errors });
    changes = [];
    errors = [];
  });
  addEventListener("load", () => post({ run: 0 }));

  return api("Xrm", {
    Navigation: api("Xrm.Navigation", {
      openAlertDialog: strings => ask("alert", { title: strings.title ?? null, text: strings.text }),
      openConfirmDialog: strings => ask("confirm", {
        title: strings.title ?? null, text: strings.text ?? strings.subtitle ?? "",
      }),
    }),
    Utility: api("Xrm.Utility", {
      getGlobalContext: () => api("globalContext", {
        userSettings: api("userSettings", {
          get userId() { return `{${form.user.id.toUpperCase()}}`; },
          get userName() { return form.user.name; },
          get languageId() { return form.user.language; },
        }),
      }),
    }),
  });
})();
