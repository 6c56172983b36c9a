"use strict";

/* The measures that answer, as a list. */

let table = null;
let listed = new Set();
// Rows are not made while the list is hidden: it is filtered when it is shown again.
let stale = false;
// Past so many rows only those in sight are made.
const MANY = 500;
// In less than so many pixels a measure stands in one column, with who leads under it.
const ROOMY = 760;
const BESIDE = ["task", "statement", "lead"];
const isNarrow = () => byId("answer").clientWidth < ROOMY;

/** Whether a list of so many measures has all its rows, or those in sight only. */
const isLong = () => content.measures.length > MANY;

function columns() {
  const column = (field, cellOf, options) => ({
    field,
    title: word(field),
    sorter: (one, other, row, otherRow) => comparePlaces(row.getData().place, otherRow.getData().place, field),
    visible: !(isNarrow() && BESIDE.includes(field)),
    titleFormatter: () => make("button", { type: "button", className: "sort" }, word(field)),
    formatter(cell) {
      cell.getElement().setAttribute("role", "cell");
      return cellOf(cell.getRow().getData());
    },
    ...options,
  });
  const lead = (row) => make("span", { lang: row.langOfLead }, row.lead);
  // Where the list is narrow, what its other columns have is under the text.
  const under = (row) => {
    const made = make("div", { className: "meta" });
    made.fill = () =>
      made.append(
        make("p", {}, naming(content.tasks[row.task])),
        make("p", {}, word("statement"), word("colon"), statement(row)),
        make("p", {}, word("lead"), word("colon"), lead(row)),
      );
    if (isNarrow()) made.fill();
    return made;
  };
  const text = (row) => {
    const { text, english } = content.measures[row.place];
    return make("div", {}, opening(row.place, textOf(text, english)), under(row));
  };
  const statement = (row) => {
    const { statement, statementEnglish } = content.measures[row.place];
    return textOf(statement, statementEnglish);
  };
  const task = (row) => naming(content.tasks[row.task]);
  return [
    column("number", (row) => numbering(row.number), { width: 72 }),
    column("task", task, { width: 156 }),
    column("text", text, { widthGrow: 3 }),
    column("statement", statement, { widthGrow: 2 }),
    column("lead", lead, { width: 176 }),
  ];
}

function makeList() {
  // Its library comes last in the page, so that the count need not wait for it.
  if (!("Tabulator" in globalThis)) return;
  table?.destroy();
  const rows = content.measures.map((measure, place) => {
    const lead = measure.lead ?? { zh: WORDS.zh.noLead, en: WORDS.en.noLead };
    const { number, task } = measure;
    const english = state.lang === "en";
    const text = (english && measure.english) || measure.text;
    const statement = (english && measure.statementEnglish) || measure.statement;
    // How firmly it leads is part of the answer.
    const basis = measure.lead ? word("brackets")(named(measure.basis)).join("") : "";
    const shown = { lead: named(lead) + basis, langOfLead: langOf(lead) };
    return { place, number, task, text, statement, ...shown };
  });
  const [, falling, field] = /^(-?)(.*)$/.exec(state.sort);
  const many = isLong();
  table = new Tabulator("#list", {
    data: rows,
    index: "place",
    columns: columns(),
    columnDefaults: { resizable: false, variableHeight: true },
    layout: "fitColumns",
    renderVertical: many ? "virtual" : "basic",
    height: many ? "75vh" : false,
    // Rows that are all there are as high as the style lets them be: none has to be measured.
    rowHeight: many ? null : 1,
    placeholder: "",
    initialFilter: (row) => listed.has(row.place),
    initialSort: field ? [{ column: field, dir: falling ? "desc" : "asc" }] : [],
  });
  table.on("tableBuilt", () => {
    // A grid is walked through by arrow keys; this is a table to be read, with links to step on.
    byId("list").setAttribute("role", "table");
    byId("list").removeAttribute("aria-owns");
    byId("list").querySelector(".tabulator-tableholder").removeAttribute("tabindex");
  });
  table.narrow = isNarrow();
  // A hidden list has no width that its columns could share.
  table.unseen = byId("list").hidden;
  byId("list").classList.toggle("narrow", table.narrow);
  byId("list").classList.toggle("whole", !many);
  table.on("dataSorted", ([first]) => {
    const sort = first ? (first.dir === "desc" ? "-" : "") + first.field : "";
    if (sort !== state.sort) ask((query) => (query.sort = sort));
  });
}

/** Show as many columns as there is room for. */
function fit() {
  const narrow = isNarrow();
  if (byId("list").classList.toggle("narrow", narrow) === table.narrow) return;
  table.narrow = narrow;
  for (const meta of narrow ? byId("list").querySelectorAll(".meta:empty") : []) meta.fill();
  const focused = document.activeElement.closest("#list a")?.dataset.place;
  for (const field of BESIDE) table[narrow ? "hideColumn" : "showColumn"](field);
  table.redraw(true);
  byId("list").querySelector(`a[data-place="${focused}"]`)?.focus({ preventScroll: true });
}

function showList(places) {
  const same = places.length === listed.size && places.every((place) => listed.has(place));
  listed = new Set(places);
  stale ||= !same;
  if (byId("list").hidden) return;
  // Until it is built it has not looked yet.
  if (stale && table?.initialized) table.refreshFilter();
  stale = false;
  if (table?.initialized && table.unseen) {
    table.unseen = false;
    table.redraw(true);
  }
  for (const link of byId("list").querySelectorAll("a")) {
    const place = Number(link.dataset.place);
    link.href = openingOf(closedFragment(), place);
    link.ariaCurrent = place === state.open ? "true" : null;
  }
}
