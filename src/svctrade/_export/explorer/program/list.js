"use strict";

/* The measures that match, as a table. The style leaves rows out of the layout until they are in sight. */

/** The columns that a reader can hide. */
const HIDEABLE = ["task", "statement", "lead"];
/** The table: its language, its parts, its rows by place, and the order in which they are shown. */
const list = { lang: null, head: null, body: null, rows: null, shown: null };

/** What a measure has in each column. */
function columnsOf(place) {
  const measure = content.measures[place];
  return {
    number: [numbering(measure.number)],
    task: [naming(content.tasks[measure.task])],
    text: [opening(place, textOf(measure.text, measure.english))],
    statement: [textOf(measure.statement, measure.statementEnglish)],
    lead: leadOf(measure),
  };
}

/** The row of a measure, which is made once in each language. */
function rowOfList(place) {
  if (!list.rows.has(place)) {
    const cells = Object.entries(columnsOf(place)).map(([field, children]) => {
      const cell = make("td", { role: "cell" }, ...children);
      cell.dataset.field = field;
      cell.dataset.name = `${word(field)}${word("colon")}`;
      return cell;
    });
    list.rows.set(place, make("tr", { role: "row" }, ...cells));
  }
  const row = list.rows.get(place);
  showLink(row);
  return row;
}

/** Let the link of a row lead to its measure with the query as it is. */
function showLink(row) {
  const link = row.querySelector("a");
  const place = Number(link.dataset.place);
  link.href = openingOf(closedFragment(), place);
  link.ariaCurrent = place === state.open ? "true" : null;
}

/** Make the table in the language of the page. A heading sorts by its column, and again in the other direction. */
function makeList() {
  const sort = (field) => ask((query) => (query.sort = query.sort === field ? `-${field}` : field));
  const heads = SORTS.map((field) => {
    const head = make("th", { role: "columnheader" }, buttonOf(word(field), () => sort(field), { className: "sort" }));
    head.dataset.field = field;
    return head;
  });
  const head = make("tr", { role: "row" }, ...heads);
  const body = make("tbody", { role: "rowgroup" });
  const parts = [make("thead", { role: "rowgroup" }, head), body];
  byId("list").replaceChildren(make("table", { role: "table", ariaLabel: word("list") }, ...parts));
  Object.assign(list, { lang: state.lang, head, body, rows: new Map(), shown: null });
  const boxes = HIDEABLE.map((field) => {
    const box = make("input", { type: "checkbox", value: field });
    box.addEventListener("change", () => ask(({ hidden }) => hidden[box.checked ? "delete" : "add"](field)));
    return make("label", {}, box, word(field));
  });
  byId("fields").replaceChildren(...boxes);
}

function showList(places) {
  byId("columns").hidden = byId("list").hidden;
  if (byId("list").hidden) return;
  if (list.lang !== state.lang) makeList();
  const [, falling, sorted] = /^(-?)(.*)$/.exec(state.sort);
  for (const head of list.head.cells) {
    head.ariaSort = head.dataset.field !== sorted ? "none" : falling ? "descending" : "ascending";
  }
  byId("list").dataset.hidden = [...state.hidden].join(" ");
  for (const box of byId("fields").querySelectorAll("input")) box.checked = !state.hidden.has(box.value);
  const order = ordered(places);
  // Rows that stay keep the focus.
  if (order.join() !== list.shown) fill([list.body, order, rowOfList]);
  else for (const row of list.body.rows) showLink(row);
  list.shown = order.join();
}
