/** Server-sent events: a nudge that a file changed, never its content; who has it open, and what one may do there. */

const REOPEN_AFTER = 3000;

/**
 * Follows one file, or with `null` all that a person may see. `on`: changed(mine) on every event, and once after a lost
 * connection is back; people({address: name}) and role(role) for one file. Returns a stop function.
 */
export function follow(fileId, token, on) {
  const query = new URLSearchParams({ token });
  if (fileId !== null) query.set("file", fileId);
  let events = null;
  let timer = null;
  // a list was read before its stream stood, and what happened between was not told to us either
  let lost = fileId === null;
  const open = () => {
    events = new EventSource(`/_local/events?${query}`);
    events.addEventListener("message", (event) => {
      const told = JSON.parse(event.data);
      if (told.role) on.role?.(told.role);
      on.changed(Boolean(told.mine));
    });
    events.addEventListener("people", (event) => {
      const told = JSON.parse(event.data);
      if (told.role) on.role?.(told.role);
      on.people?.(told.people);
    });
    events.addEventListener("open", () => {
      // what happened while we were away was not told to us
      if (lost) on.changed(false);
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
