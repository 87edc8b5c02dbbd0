/** One open file: its latest reading, our edits on their way, and the history of undo. No DOM here. */

import { History } from "./history.js";
import { Model } from "./model.js";

const EVENT_WITHIN = 3000;

export const pendingKey = (sheetId, y, x) => `${sheetId}:${y}:${x}`;

export class Workbook {
  /** `told` hears `model(before, after, ours)`, `pending()`, `problem(error)`, `accepted()`, `busy(boolean)`. */
  constructor(api, id, told) {
    this.api = api;
    this.id = id;
    this.told = told;
    this.model = null;
    this.pending = new Map();
    this.history = new History();
    this.wanted = 0;
    this.reading = null;
    this.writing = 0;
    this.queue = Promise.resolve();
    this.closed = false;
    this.early = 0;
    this.expected = 0;
    this.acceptedAt = 0;
  }

  /**
   * An event says that the file changed. Our own writes are read when they are accepted, so their events cost no reading;
   * one event is let pass for each of them, whether it comes before the answer or after it.
   */
  hear(mine) {
    if (!mine) return this.refresh();
    if (this.expected > 0 && Date.now() - this.acceptedAt < EVENT_WITHIN) this.expected -= 1;
    else if (this.writing > 0) this.early += 1;
    else return this.refresh();
    return Promise.resolve();
  }

  accept() {
    if (this.early > 0) this.early -= 1;
    else this.expected += 1;
    this.acceptedAt = Date.now();
  }

  /** Reads the file anew; resolves when a reading that began after this call has been shown. */
  refresh() {
    this.wanted += 1;
    this.reading ||= this.readUntilFresh().finally(() => (this.reading = null));
    return this.reading;
  }

  async readUntilFresh() {
    let seen;
    do {
      seen = this.wanted;
      // what is on its way before the reading starts may be in it: such cells are ours, not news
      const ours = this.writing > 0;
      const raw = await this.api.spreadsheet(this.id);
      if (this.closed) return;
      const before = this.model;
      this.model = new Model(raw);
      this.told.model(before, this.model, ours || this.writing > 0);
    } while (seen !== this.wanted);
  }

  /**
   * Runs one write after the ones before it, then reads what it made of the file.
   * `cells` are shown as typed until then; a refusal takes them back. True when it was accepted.
   */
  write(task, cells = []) {
    this.writing += 1;
    for (const cell of cells) this.pending.set(pendingKey(cell.sheetId, cell.y, cell.x), cell.text);
    this.told.pending();
    this.told.busy(true);
    const done = this.queue.then(() => this.attempt(task, cells));
    this.queue = done.catch(() => false);
    return done;
  }

  async attempt(task, cells) {
    let accepted = true;
    try {
      await task();
    } catch (problem) {
      accepted = false;
      this.told.problem(problem);
    }
    try {
      if (accepted) {
        this.accept();
        this.told.accepted();
        await this.refresh();
      }
    } catch (problem) {
      this.told.problem(problem);
    }
    this.writing -= 1;
    if (this.writing === 0 && this.early > 0) {
      // more events than writes: the same person writes from another window
      this.early = 0;
      this.refresh().catch(this.told.problem);
    }
    for (const cell of cells) {
      const key = pendingKey(cell.sheetId, cell.y, cell.x);
      if (this.pending.get(key) === cell.text) this.pending.delete(key);
    }
    this.told.pending();
    this.told.busy(this.writing > 0);
    return accepted;
  }

  close() {
    this.closed = true;
  }
}
