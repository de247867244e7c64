// What forms need of the browser: the frame in which their scripts run, modal dialogs, and peace while they save.

// Milliseconds: scripts that answer later are no longer waited for. Many, as a machine may be busy with much else, but
// less than the minute after which the server waits for nobody.
const patience = 45000;

/**
 * Opens the frame of a form's scripts.
 * @param frame The sandboxed iframe; its origin is opaque, so that its scripts reach nothing of this page.
 * @param address The document with the client API and the form's libraries.
 * @param page Is told what scripts change by themselves and what they ask for.
 */
export async function connect(frame, address, page) {
  const waiting = new Map();
  let runs = 0;
  let complaint = null; // Once the scripts are given up: what is still to be said of it.
  // Who leaves a form while it opens or changes takes the frame along: then there is nobody left to tell.
  const isGone = () => !frame?.contentWindow;

  async function onMessage({ source, data }) {
    if (isGone() || source !== frame.contentWindow) {
      return;
    }
    if (data.run !== undefined) {
      waiting.get(data.run)?.(outcome(data));
    } else if (data.ask) {
      const { id, kind, title, text, save } = data.ask;
      const answer = await page.invokeMethodAsync("AskAsync", kind, title ?? null, text ?? null, Boolean(save));
      frame.contentWindow?.postMessage({ answer: { id, ...answer } }, "*");
    } else if (data.changes) {
      await page.invokeMethodAsync("TakeAsync", outcome(data));
    }
  }

  /** What the frame says to a run; null once the scripts are given up. */
  const answer = (run, event) => new Promise(resolve => {
    const alarm = setTimeout(() => {
      complaint = [`The form's script for ${event} hangs: the form goes on without its scripts.`];
      forget();
    }, patience);
    waiting.set(run, result => {
      clearTimeout(alarm);
      waiting.delete(run);
      resolve(result);
    });
  });

  const forget = () => {
    removeEventListener("message", onMessage);
    waiting.forEach(end => end(null));
  };

  addEventListener("message", onMessage);
  if (!isGone()) {
    frame.src = address;
    await answer(0, "loading");
  }
  return {
    async run(event, data) {
      let said = null;
      if (!complaint && !isGone()) {
        frame.contentWindow.postMessage({ ...data, event, run: ++runs }, "*");
        said = await answer(runs, event);
      }
      return said ?? outcome({ errors: complaint?.splice(0) });
    },
    disconnect: forget,
  };
}

const outcome = ({ isPrevented = false, changes = [], errors = [] }) => ({ isPrevented, changes, errors });

const left = new WeakMap();

/** Keeps a form from being typed into, after what was typed has been told. */
export function block(form) {
  const focused = document.activeElement;
  left.set(form, focused);
  focused?.blur();
  form.inert = true;
}

/** Lets a form be typed into again, where it was left; null for a form that is gone. */
export function release(form) {
  if (form) {
    form.inert = false;
    if (document.activeElement === document.body) {
      left.get(form).focus({ preventScroll: true });
    }
  }
}

export const open = dialog => dialog.showModal();

export const focusOn = id => document.getElementById(id)?.focus();
