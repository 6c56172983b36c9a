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

function download(blob, suffix) {
  const name = `svctrade-${content.edition.replace(/[^\p{L}\p{N}]+/gu, "-")}.${suffix}`;
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  // Some browsers begin to read only when the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say(word("downloaded")(name));
}

/** The table as the library writes it, of the measures that answer. */
function downloadCsv() {
  const [header, ...lines] = content.tables[state.lang].csv;
  const text = `\ufeff${header}${answer().map((place) => lines[place]).join("")}`;
  download(new Blob([text], { type: "text/csv;charset=utf-8" }), "csv");
}

async function downloadExcel() {
  const { name, columns, rows, widths } = content.tables[state.lang].sheet;
  const types = { string: String, number: Number, boolean: Boolean };
  const cell = (value) => value !== null && { value, type: types[typeof value], wrap: true, alignVertical: "top" };
  const head = columns.map((column) => ({ value: column, type: String, fontWeight: "bold", wrap: true }));
  const sheet = [head, ...answer().map((place) => rows[place].map((value) => cell(value) || null))];
  const options = { sheet: name, columns: widths.map((width) => ({ width })), stickyRowsCount: 1 };
  download(await writeXlsxFile(sheet, options).toBlob(), "xlsx");
}
