/** Google's wire format, as one person: Sheets v4 and Drive v3 on the origin that served this page. */

import { DOC_QUERY } from "./docmodel.js";

/** What the page reads of a spreadsheet: one request for values, looks, notes, rules and comments. */
const SHEET_FIELDS = [
  "spreadsheetId",
  "properties(title,locale,timeZone)",
  "comments",
  "sheets(properties,merges,conditionalFormats,protectedRanges,bandedRanges,tables,commentAnchors," +
    "data(startRow,startColumn," +
    "rowData.values(userEnteredValue,effectiveValue,formattedValue,userEnteredFormat,note,dataValidation,chipRuns)," +
    "rowMetadata(hiddenByUser,hiddenByFilter,pixelSize,developerMetadata),columnMetadata(hiddenByUser,hiddenByFilter,pixelSize,developerMetadata)))",
].join(",");

const FILE_FIELDS = "id,name,mimeType,modifiedTime,ownedByMe,owners(displayName,emailAddress),lastModifyingUser(displayName,me),parents,capabilities(canRename,canTrash,canShare,canAddChildren)";
const PERMISSION_FIELDS = "id,type,role,emailAddress,displayName";

export const DOC = "application/vnd.google-apps.document";
export const FOLDER = "application/vnd.google-apps.folder";

/** A refusal by the API, with Google's own words. */
export class ApiProblem extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function problemOf(response) {
  let message = `${response.status} ${response.statusText}`;
  try {
    message = (await response.json()).error.message || message;
  } catch {
    // not Google's envelope: the status line has to do
  }
  return new ApiProblem(response.status, message);
}

export class Api {
  constructor(email) {
    this.email = email;
  }

  /** The bearer token that makes the local Workspace take us for this person. */
  get token() {
    return `local:${this.email}`;
  }

  /** `body` is sent as JSON, unless it is bytes with a `type` of their own. */
  async request(method, path, { query = {}, body } = {}) {
    const url = new URL(path, location.origin);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    const headers = { Authorization: `Bearer ${this.token}` };
    if (body !== undefined) headers["Content-Type"] = body instanceof Blob ? body.type : "application/json";
    const sent = body === undefined || body instanceof Blob ? body : JSON.stringify(body);
    let response;
    try {
      response = await fetch(url, { method, headers, body: sent });
    } catch {
      throw new ApiProblem(0, "The local Workspace does not answer.");
    }
    if (!response.ok) throw await problemOf(response);
    return response.status === 204 ? {} : response.json();
  }

  // --- Sheets -------------------------------------------------------------

  spreadsheet(id) {
    return this.request("GET", `/v4/spreadsheets/${encodeURIComponent(id)}`, {
      query: {
        includeGridData: "true",
        commentsViewMode: "COMMENTS_VIEW_MODE_INCLUDED",
        fields: SHEET_FIELDS,
      },
    });
  }

  batchUpdate(id, requests) {
    return this.request("POST", `/v4/spreadsheets/${encodeURIComponent(id)}:batchUpdate`, { body: { requests } });
  }

  /** Writes blocks as if typed: `[{range: "Plan!F15:G15", values: [["2027-01-12", "Done"]]}]`. */
  type(id, blocks) {
    const path = `/v4/spreadsheets/${encodeURIComponent(id)}/values`;
    if (blocks.length === 1) {
      return this.request("PUT", `${path}/${encodeURIComponent(blocks[0].range)}`, {
        query: { valueInputOption: "USER_ENTERED" },
        body: { range: blocks[0].range, values: blocks[0].values },
      });
    }
    return this.request("POST", `${path}:batchUpdate`, { body: { valueInputOption: "USER_ENTERED", data: blocks } });
  }

  // --- Docs ---------------------------------------------------------------

  /** A person who may only view a Doc is shown neither its comments nor its suggestions. */
  async document(id) {
    const path = `/v1/documents/${encodeURIComponent(id)}`;
    try {
      return await this.request("GET", path, { query: DOC_QUERY });
    } catch (problem) {
      if (problem.status !== 403) throw problem;
      return this.request("GET", path, { query: { includeTabsContent: "true" } });
    }
  }

  /** Edits what was seen at that revision; where others have edited since, the Workspace brings both together. */
  editDocument(id, requests, revision) {
    const control = revision ? { writeControl: { targetRevisionId: revision } } : {};
    return this.request("POST", `/v1/documents/${encodeURIComponent(id)}:batchUpdate`, { body: { requests, ...control } });
  }

  // --- Drive --------------------------------------------------------------

  async files() {
    const answer = await this.request("GET", "/drive/v3/files", {
      query: { q: "trashed=false", pageSize: "200", orderBy: "modifiedTime desc", fields: `files(${FILE_FIELDS})` },
    });
    return answer.files || [];
  }

  /** The file's type, by which it is opened; null where Drive shows this person no such file. */
  async kindOf(id) {
    try {
      const answer = await this.request("GET", `/drive/v3/files/${encodeURIComponent(id)}`, { query: { fields: "mimeType" } });
      return answer.mimeType;
    } catch (problem) {
      if (problem.status !== 404) throw problem;
      return null;
    }
  }

  newSpreadsheet(title) {
    return this.request("POST", "/v4/spreadsheets", { query: { fields: "spreadsheetId" }, body: { properties: { title } } });
  }

  /** Makes a folder, in another one or at the top. */
  newFolder(name, parent) {
    return this.request("POST", "/drive/v3/files", { query: { fields: "id" }, body: { name, mimeType: FOLDER, parents: [parent ?? "root"] } });
  }

  /** Puts a file of one's own machine into a folder, or at the top. */
  upload(file, parent) {
    const about = { name: file.name, parents: [parent ?? "root"] };
    const edge = `edge-${crypto.randomUUID()}`;
    const head = `--${edge}\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(about)}\r\n`;
    const kind = `--${edge}\r\nContent-Type: ${file.type || "application/octet-stream"}\r\n\r\n`;
    const body = new Blob([head, kind, file, `\r\n--${edge}--`], { type: `multipart/related; boundary=${edge}` });
    return this.request("POST", "/upload/drive/v3/files", { query: { uploadType: "multipart", fields: "id" }, body });
  }

  /** Changes a file's own fields: its name, or `{trashed: true}`. */
  changeFile(id, fields) {
    return this.request("PATCH", `/drive/v3/files/${encodeURIComponent(id)}`, { query: { fields: "id" }, body: fields });
  }

  /** Who saved the file and when, newest first. */
  async revisions(id) {
    const query = { pageSize: "1000", fields: "revisions(id,modifiedTime,lastModifyingUser(displayName,me,emailAddress))" };
    const answer = await this.request("GET", `/drive/v3/files/${encodeURIComponent(id)}/revisions`, { query });
    return (answer.revisions || []).reverse();
  }

  async permissions(id) {
    const answer = await this.request("GET", `/drive/v3/files/${encodeURIComponent(id)}/permissions`, {
      query: { fields: `permissions(${PERMISSION_FIELDS})` },
    });
    return answer.permissions || [];
  }

  /** Shares without a mail: nobody is told by a local Workspace. */
  share(id, permission) {
    const query = permission.type === "user" ? { sendNotificationEmail: "false" } : {};
    return this.request("POST", `/drive/v3/files/${encodeURIComponent(id)}/permissions`, { query, body: permission });
  }

  changeRole(id, permissionId, role) {
    return this.request("PATCH", `/drive/v3/files/${encodeURIComponent(id)}/permissions/${encodeURIComponent(permissionId)}`, {
      body: { role },
    });
  }

  unshare(id, permissionId) {
    return this.request("DELETE", `/drive/v3/files/${encodeURIComponent(id)}/permissions/${encodeURIComponent(permissionId)}`);
  }
}
