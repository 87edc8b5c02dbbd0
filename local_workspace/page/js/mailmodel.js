/** Gmail's messages as people read and write them. Pure: resources in, texts out, and the other way round. */

const MOST_IN_LINE = 76;

/** A header's text; empty where there is none. */
export function header(message, name) {
  return message.payload?.headers?.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value ?? "";
}

/** The words of a message: its plain text, else its HTML without tags. */
export function textOf(message) {
  const parts = [...partsOf(message.payload)].filter((part) => !part.filename && part.body?.data);
  const plain = parts.find((part) => part.mimeType === "text/plain");
  if (plain) return decoded(plain.body.data).replace(/\r\n/g, "\n");
  const rich = parts.find((part) => part.mimeType === "text/html");
  return rich ? textOfHtml(decoded(rich.body.data)) : "";
}

/** The words of some HTML, as a mail's or an event's description; nothing of it runs or is fetched. */
export function textOfHtml(html) {
  const read = new DOMParser().parseFromString(html, "text/html");
  for (const one of read.querySelectorAll("style, script, head")) one.remove();
  for (const one of read.querySelectorAll("br, p, div, li, tr")) one.append("\n");
  return read.body.textContent.trim();
}

/** The files that came along: name, type, size and the id to fetch them by. */
export function attachmentsOf(message) {
  return [...partsOf(message.payload)]
    .filter((part) => part.filename && part.body?.attachmentId)
    .map((part) => ({ name: part.filename, type: part.mimeType, size: part.body.size, id: part.body.attachmentId }));
}

function* partsOf(part) {
  if (!part) return;
  yield part;
  for (const inner of part.parts ?? []) yield* partsOf(inner);
}

const NAMED = /^"?([^"<]+?)"?\s*(<[^>]+>)$/;

/** The people in an address header, one by one; a comma inside of quotes parts nobody. */
function people(text) {
  return text.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((one) => one.trim()).filter(Boolean);
}

/** The names in an address header; an address where no name stands with it. */
export function names(text) {
  return people(text).map((one) => NAMED.exec(one)?.[1] ?? one.replace(/[<>]/g, "")).join(", ");
}

/** The addresses in a header, in lower case. */
export function addresses(text) {
  return (text.match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? []).map((one) => one.toLowerCase());
}

/** What an answer to a message starts from: to whom, under which subject, in which thread. */
export function answerTo(message, thread, me) {
  const from = addresses(header(message, "From"))[0] === me ? header(message, "To") : header(message, "Reply-To") || header(message, "From");
  const subject = header(message, "Subject");
  const id = header(message, "Message-ID");
  return {
    to: from,
    cc: "",
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    text: "",
    threadId: thread,
    kept: { "In-Reply-To": id, References: `${header(message, "References")} ${id}`.trim() },
  };
}

/** Headers of a draft that editing its words must not lose. */
export const KEPT = ["In-Reply-To", "References", "Message-ID", "Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post"];

/** The `raw` of a message: plain text, and the files that came along with it (`{name, type, data}`, base64url). */
export function rawOf({ to, cc, subject, text, kept = {}, files = [] }) {
  const head = Object.entries({ To: encodedPeople(to), Cc: encodedPeople(cc), Subject: encodedWords(subject), ...kept, "MIME-Version": "1.0" })
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${String(value).replace(/[\r\n]+/g, " ")}`);
  const words = ['Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: base64", "", wrapped(base64(text))];
  if (!files.length) return urlSafe(base64([...head, ...words].join("\r\n")));
  const edge = `edge-${crypto.randomUUID()}`;
  const parts = files.map(({ name, type, data }) => [
    `Content-Type: ${type}`, `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name)}`, "Content-Transfer-Encoding: base64", "", wrapped(data.replace(/-/g, "+").replace(/_/g, "/")),
  ]);
  const body = [words, ...parts].flatMap((part) => [`--${edge}`, ...part]);
  return urlSafe(base64([...head, `Content-Type: multipart/mixed; boundary="${edge}"`, "", ...body, `--${edge}--`, ""].join("\r\n")));
}

/** Addresses whose names may hold any characters. */
function encodedPeople(text) {
  const one = (person) => {
    const found = NAMED.exec(person);
    return found && encodedWords(found[1]) !== found[1] ? `${encodedWords(found[1])} ${found[2]}` : person;
  };
  return people(text ?? "").map(one).join(", ");
}

function encodedWords(text) {
  return /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${base64(text)}?=`;
}

function base64(text) {
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}

const urlSafe = (text) => text.replace(/\+/g, "-").replace(/\//g, "_");
const wrapped = (text) => text.match(new RegExp(`.{1,${MOST_IN_LINE}}`, "g"))?.join("\r\n") ?? "";

/** The bytes behind base64url. */
export function bytesOf(data) {
  return Uint8Array.from(atob(data.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
}

const decoded = (data) => new TextDecoder().decode(bytesOf(data));
