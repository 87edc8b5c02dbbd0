/** A Doc as the page shows it: paragraphs and tables with the indexes between which their words stand, and its comments. */

/** What the page reads of a Doc: its first tab, comments and where they hang. */
export const DOC_QUERY = {
  includeTabsContent: "true",
  suggestionsViewMode: "SUGGESTIONS_INLINE",
  commentsViewMode: "COMMENTS_VIEW_MODE_INCLUDED",
};

const SIDES = ["Top", "Right", "Bottom", "Left"];

function chipText(part) {
  const { person, richLink, dateElement } = part;
  if (person) return person.personProperties.name || person.personProperties.email;
  if (richLink) return richLink.richLinkProperties.title || richLink.richLinkProperties.uri;
  return dateElement?.dateElementProperties.displayText ?? "";
}

function paragraphOf(element) {
  const parts = element.paragraph.elements.map((part) =>
    part.textRun ? { text: part.textRun.content.replace(/\n$/, "").replaceAll("\v", "\n"), style: part.textRun.textStyle ?? {} } : { text: chipText(part), style: {}, chip: true },
  );
  return {
    start: element.startIndex ?? 0,
    end: element.endIndex,
    named: element.paragraph.paragraphStyle?.namedStyleType ?? "NORMAL_TEXT",
    bullet: Boolean(element.paragraph.bullet),
    alignment: { CENTER: "center", END: "right" }[element.paragraph.paragraphStyle?.alignment] ?? "",
    parts: parts.filter((part) => part.text),
  };
}

/** A cell, or a paragraph of its own: what a person selects, types into and comments on. */
function spotOf(key, start, end, paragraphs, look = {}) {
  const text = paragraphs.map((paragraph) => paragraph.parts.map((part) => part.text).join("")).join("\n");
  const typed = paragraphs.every((paragraph) => paragraph.parts.every((part) => !part.chip));
  return { key, start, end, paragraphs, text, typed, ...look };
}

/** The lines a cell asks for around it, the room within them and where its words stand; null where it asks for none. */
function frameOf(style) {
  if (!SIDES.some((side) => style[`border${side}`])) return null;
  const lines = Object.fromEntries(SIDES.map((side) => [side, style[`border${side}`]]));
  const room = Object.fromEntries(SIDES.map((side) => [side, style[`padding${side}`]?.magnitude ?? 0]));
  return { lines, room, stands: (style.contentAlignment ?? "top").toLowerCase() };
}

function tableOf(element, number) {
  const rows = element.table.tableRows.map((row, y) => ({
    header: Boolean(row.tableRowStyle?.tableHeader),
    cells: row.tableCells.map((cell, x) => {
      const style = cell.tableCellStyle ?? {};
      const paragraphs = cell.content.filter((one) => one.paragraph).map(paragraphOf);
      const look = { y, x, table: element.startIndex, fill: style.backgroundColor?.color, rowSpan: style.rowSpan ?? 1, columnSpan: style.columnSpan ?? 1, frame: frameOf(style) };
      return spotOf(`table ${number} ${y} ${x}`, cell.startIndex + 1, cell.endIndex, paragraphs, look);
    }),
  }));
  const widths = (element.table.tableStyle?.tableColumnProperties ?? []).map((column) => column.width?.magnitude ?? null);
  return { start: element.startIndex, rows, widths };
}

export class DocModel {
  constructor(raw) {
    const tab = raw.tabs[0].documentTab;
    this.title = raw.title;
    this.revision = raw.revisionId ?? "";
    this.width = tab.documentStyle?.pageSize?.width?.magnitude ?? 612;
    this.margin = tab.documentStyle?.marginLeft?.magnitude ?? 72;
    this.sizes = new Map((tab.namedStyles?.styles ?? []).map((style) => [style.namedStyleType, style.textStyle ?? {}]));
    this.blocks = [];
    for (const element of tab.body.content) {
      if (element.table) this.blocks.push({ table: tableOf(element, this.blocks.length) });
      else if (element.paragraph) this.blocks.push(this.paragraph(element));
    }
    this.threads = this.threadsOf(raw, tab);
  }

  paragraph(element) {
    const found = paragraphOf(element);
    return { spot: spotOf(`paragraph ${this.blocks.length}`, found.start, found.end, [found]) };
  }

  /** Every cell and paragraph. */
  get spots() {
    return this.blocks.flatMap((block) => (block.table ? block.table.rows.flatMap((row) => row.cells) : [block.spot]));
  }

  threadsOf(raw, tab) {
    const { spots } = this;
    const places = new Map();
    for (const [id, anchor] of Object.entries(tab.commentAnchors ?? {})) {
      const at = anchor.ranges?.[0]?.startIndex;
      places.set(id, spots.find((spot) => spot.start <= at && at < spot.end) ?? null);
    }
    return (raw.comments ?? []).map((thread) => ({
      id: thread.commentId,
      open: thread.status !== "RESOLVED",
      head: thread.headPost ?? {},
      replies: (thread.replies ?? []).filter((post) => !post.deleted),
      place: places.get(thread.anchorId) ?? null,
      quote: thread.plainTextQuote ?? "",
    }));
  }
}

/** The requests that put other words in the place of a spot's. */
export function retype(spot, text) {
  const requests = [];
  if (spot.end - 1 > spot.start) requests.push({ deleteContentRange: { range: { startIndex: spot.start, endIndex: spot.end - 1 } } });
  if (text) requests.push({ insertText: { location: { index: spot.start }, text } });
  return requests;
}

/** The place of a cell as row and column requests want it. */
export function cellLocation(spot) {
  return { tableStartLocation: { index: spot.table }, rowIndex: spot.y, columnIndex: spot.x };
}
