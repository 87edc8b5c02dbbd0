/** Server-sent events of one file: a nudge that it changed, never its content. */

const REOPEN_AFTER = 3000;

/** Calls `changed()` on every event, and once after a lost connection is back. Returns a stop function. */
export function follow(fileId, token, changed) {
  const query = new URLSearchParams({ file: fileId, token });
  let events = null;
  let timer = null;
  let lost = false;
  const open = () => {
    events = new EventSource(`/_local/events?${query}`);
    events.addEventListener("message", () => changed());
    events.addEventListener("open", () => {
      // what happened while we were away was not told to us
      if (lost) changed();
      lost = false;
    });
    events.addEventListener("error", () => {
      lost = true;
      // a refused stream (too many, or no access for now) is not retried by the browser itself
      if (events.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_AFTER);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    events.close();
  };
}
