/** Undo and redo of one's own edits. An entry that would overwrite somebody's newer work is refused. */

const LONGEST = 100;

export class History {
  constructor() {
    this.done = [];
    this.undone = [];
  }

  /**
   * `undo` and `redo` run the step and say whether it was accepted; `stillOurs` and `stillUndone` say whether
   * taking it back, or doing it again, touches nobody's newer work.
   */
  add(step) {
    this.done.push(step);
    this.done = this.done.slice(-LONGEST);
    this.undone = [];
  }

  get canUndo() {
    return this.done.length > 0;
  }

  get canRedo() {
    return this.undone.length > 0;
  }

  /** "done", "nothing", or "changed" when others have changed what would be undone. */
  async undo() {
    const step = this.done.pop();
    if (!step) return "nothing";
    if (!step.stillOurs()) return "changed";
    if (await step.undo()) this.undone.push(step);
    return "done";
  }

  async redo() {
    const step = this.undone.pop();
    if (!step) return "nothing";
    if (!step.stillUndone()) return "changed";
    if (await step.redo()) this.done.push(step);
    return "done";
  }
}
