// What forms need of the browser: the frame in which their scripts run, and modal dialogs.

const patience = 5000; // Milliseconds: a script that answers later is no longer waited for.

/**
 * Opens the frame of a form's scripts.
 * @param frame The sandboxed iframe; its origin is opaque, so that its scripts reach nothing of this page.
 * @param address The document with the client API and the form's libraries.
 * @param page Is told what scripts change by themselves and what they ask for.
 */
export async function connect(frame, address, page) {
  const waiting = new Map();
  let runs = 0;
  let setReady;
  const ready = new Promise(resolve => { setReady = resolve; });
  // Who leaves a form while it opens or changes takes the frame along: then there is nobody left to tell.
  const isGone = () => !frame?.contentWindow;

  async function onMessage({ source, data }) {
    if (isGone() || source !== frame.contentWindow) {
      return;
    }
    if (data.ready) {
      setReady();
    } else if (data.run) {
      waiting.get(data.run)?.(outcome(data));
      waiting.delete(data.run);
    } else if (data.ask) {
      const { id, kind, title, text, save } = data.ask;
      const answer = await page.invokeMethodAsync("AskAsync", kind, title ?? null, text ?? null, Boolean(save));
      frame.contentWindow?.postMessage({ answer: { id, ...answer } }, "*");
    } else if (data.changes) {
      await page.invokeMethodAsync("TakeAsync", outcome(data));
    }
  }

  addEventListener("message", onMessage);
  if (!isGone()) {
    frame.src = address;
    await Promise.race([ready, pause()]);
  }
  return {
    run(event, data) {
      if (isGone()) {
        return outcome({});
      }
      const run = ++runs;
      const answer = new Promise(resolve => waiting.set(run, resolve));
      frame.contentWindow.postMessage({ ...data, event, run }, "*");
      return Promise.race([answer, pause().then(() => outcome({ errors: [`The form's script for ${event} hangs.`] }))]);
    },
    disconnect: () => removeEventListener("message", onMessage),
  };
}

const outcome = ({ isPrevented = false, changes = [], errors = [] }) => ({ isPrevented, changes, errors });

const pause = () => new Promise(resolve => setTimeout(resolve, patience));

export const open = dialog => dialog.showModal();

export const focusOn = id => document.getElementById(id)?.focus();
