/** One person's mailbox over Gmail v1: what the mail page asks and does. */

import { rawOf } from "./mailmodel.js";

const ME = "/gmail/v1/users/me";
const SHOWN = 50; // threads of a box that are listed
const LABELS = { inbox: "INBOX", sent: "SENT" };

export class MailApi {
  constructor(api) {
    Object.assign(this, { api, known: new Map() });
  }

  /** The rows of a box, newest first: `{id, thread, messages}`; a draft's id is the draft's own. */
  async box(name) {
    if (name === "drafts") {
      const { drafts = [] } = await this.api.request("GET", `${ME}/drafts`, { query: { maxResults: SHOWN } });
      return Promise.all(drafts.map(async ({ id, message }) => ({ id, thread: message.threadId, messages: [await this.summary(message.id)] })));
    }
    const query = { labelIds: LABELS[name], maxResults: SHOWN };
    const { threads = [] } = await this.api.request("GET", `${ME}/threads`, { query });
    return Promise.all(threads.map((thread) => this.row(thread)));
  }

  /** A thread's heads; asked for again only when something in it has changed. */
  async row({ id, historyId }) {
    const key = `${id} ${historyId}`;
    if (!this.known.has(key)) this.known.set(key, this.api.request("GET", `${ME}/threads/${id}`, { query: { format: "metadata" } }));
    return { id, thread: id, messages: (await this.known.get(key)).messages };
  }

  summary(id) {
    return this.api.request("GET", `${ME}/messages/${id}`, { query: { format: "metadata" } });
  }

  thread(id) {
    return this.api.request("GET", `${ME}/threads/${encodeURIComponent(id)}`);
  }

  draft(id) {
    return this.api.request("GET", `${ME}/drafts/${encodeURIComponent(id)}`);
  }

  /** A thread's drafts by the id of their message. */
  async draftsOf(thread) {
    const { drafts = [] } = await this.api.request("GET", `${ME}/drafts`, { query: { maxResults: 500 } });
    return new Map(drafts.filter(({ message }) => message.threadId === thread).map(({ id, message }) => [message.id, id]));
  }

  markRead(thread) {
    return this.api.request("POST", `${ME}/threads/${thread}/modify`, { body: { removeLabelIds: ["UNREAD"] } });
  }

  /** Keeps a letter as a draft, new or changed; the draft. */
  save(id, letter) {
    const body = { message: { raw: rawOf(letter), ...(letter.threadId ? { threadId: letter.threadId } : {}) } };
    return id ? this.api.request("PUT", `${ME}/drafts/${id}`, { body }) : this.api.request("POST", `${ME}/drafts`, { body });
  }

  send(id) {
    return this.api.request("POST", `${ME}/drafts/send`, { body: { id } });
  }

  discard(id) {
    return this.api.request("DELETE", `${ME}/drafts/${id}`);
  }

  /** A file that came with a message, as base64url. */
  async file(message, attachment) {
    return (await this.api.request("GET", `${ME}/messages/${message}/attachments/${attachment}`)).data;
  }
}
