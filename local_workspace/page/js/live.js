/** Server-sent events of one file: a nudge that it changed, never its content. */

/** Calls `changed({version, by})` on every event, and once after a lost connection is back. Returns a stop function. */
export function follow(fileId, token, changed) {
  const query = new URLSearchParams({ file: fileId, token });
  const events = new EventSource(`/_local/events?${query}`);
  let lost = false;
  const hear = (event) => {
    try {
      const said = JSON.parse(event.data);
      if (said && said.version !== undefined) changed(said);
    } catch {
      // a keep-alive or a comment: nothing changed
    }
  };
  events.addEventListener("message", hear);
  events.addEventListener("error", () => {
    lost = true;
  });
  events.addEventListener("open", () => {
    // what happened while we were away was not told to us
    if (lost) changed({ version: null, by: null });
    lost = false;
  });
  return () => events.close();
}
