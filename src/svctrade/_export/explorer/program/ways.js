"use strict";

/* What leaves the page: copies and downloads. */

const say = (text) => (byId("done").textContent = text);

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Some browsers let no page of a file at the clipboard itself.
    const field = make("textarea", { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  say(word(done));
}

/** The address of a query; of a page on a disk without its path, which says nothing elsewhere. */
const addressOf = (query) =>
  location.protocol === "file:" ? fragmentOf(query) : location.href.split("#")[0] + fragmentOf(query);

async function copyLink() {
  await copy(addressOf(state), location.protocol === "file:" ? "linkCopiedLocal" : "linkCopied");
}

/** The name of a file: the edition, and what is in the query. */
function fileName(suffix) {
  const names = state.chosen.flatMap(({ values, not }, n) => {
    const typed = (v) => content.filters[n].values[v].typed;
    return [...[...values].map(typed), ...[...not].map((v) => `not-${typed(v)}`)];
  });
  const parts = [content.edition, ...planName(), ...names, state.words];
  if (isComparing()) parts.push(...comparedValues().map((value) => value.typed), state.part === "any" ? "" : state.part);
  const slug = parts.join("-").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `svctrade-${[...slug].slice(0, 80).join("").replace(/-$/, "")}.${suffix}`;
}

/** Whether Excel can hold the table that is shown, and why not. */
function offerExcel() {
  const refused = isPlanView() ? tableOf().sheet.refused : content.refused[state.lang];
  byId("excel").disabled = Boolean(refused);
  byId("excel").title = refused ? `${word("refused")}${word("colon")}${refused}` : "";
}

function download(blob, suffix, name = fileName(suffix)) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  // Some browsers begin to read only when the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say(word("downloaded")(name));
}

/** The table as the library writes it, of the measures that answer. */
function downloadCsv() {
  const [header, ...lines] = tableOf().csv;
  const text = `\ufeff${header}${rowsOfTable().map((n) => lines[n]).join("")}`;
  download(new Blob([text], { type: "text/csv;charset=utf-8" }), "csv");
}

/** Run the library that writes workbooks; until one is wanted it is only a text. */
function loadWriter() {
  if ("writeXlsxFile" in globalThis) return;
  document.head.append(make("script", { textContent: byId("writer").textContent }));
}

async function downloadExcel() {
  const { name, columns, rows, widths } = tableOf().sheet;
  const types = { string: String, number: Number, boolean: Boolean };
  const cell = (value) => value !== null && { value, type: types[typeof value], wrap: true, alignVertical: "top" };
  const head = columns.map((column) => ({ value: column, type: String, fontWeight: "bold", wrap: true }));
  const sheet = [head, ...rowsOfTable().map((n) => rows[n].map((value) => cell(value) || null))];
  const cover = coverOf();
  const sheets = [
    { data: cover.rows, sheet: cover.name, columns: [{ width: 28 }, { width: 100 }] },
    { data: sheet, sheet: name, columns: widths.map((width) => ({ width })), stickyRowsCount: 1 },
  ];
  loadWriter();
  download(await writeXlsxFile(sheets).toBlob(), "xlsx");
}

/** The sheet that says what a workbook is: the query, the document, the terms, the licence. */
function coverOf() {
  const { name, columns, rows } = further().covers[state.lang];
  const parts = chips().map((chip) => chip.text);
  if (isComparing()) parts.push(`${word("compare")}${word("colon")}${comparedValues().map(named).join(word("joint"))} · ${partName()}`);
  parts.push(...planQuery());
  const count = countOf(answer().length);
  // The library says what the whole page has; the query of the page takes its place.
  const own = [[count, ...parts].join("; "), python()];
  const line = (cells, bold) =>
    cells.map((value) => ({ value: String(value), type: String, wrap: true, alignVertical: "top", ...(bold && { fontWeight: "bold" }) }));
  const link = [word("pageLink"), addressOf(state)];
  const lines = rows.map(([item, text], n) => [item, own[n] ?? text]);
  return { name, rows: [line(columns, true), ...[...lines.slice(0, 2), link, ...lines.slice(2)].map((cells) => line(cells))] };
}
