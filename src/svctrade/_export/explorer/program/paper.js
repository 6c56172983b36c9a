"use strict";

/* What is printed: a plain table, whatever the window shows. */

const cellsOf = (tag, texts) => texts.map((text) => make(tag, tag === "th" ? { scope: "col" } : {}, text));

function plainTable(heads, rows) {
  const body = rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, ...[cell].flat()))));
  return make("table", {}, make("thead", {}, make("tr", {}, ...cellsOf("th", heads))), make("tbody", {}, ...body));
}

/** The measures as the list has them, in the columns that are shown. */
function paperList(places) {
  const fields = SORTS.filter((field) => !state.hidden.has(field));
  const rows = places.map((place) => {
    const cells = columnsOf(place);
    return fields.map((field) => cells[field]);
  });
  const made = plainTable(fields.map(word), rows);
  made.className = state.hidden.size ? "" : "columns";
  return made;
}

function paperMatrix(places) {
  const rows = places.map((place) => {
    const { number, text, english, certainty } = content.measures[place];
    return [String(number), textOf(text, english), ...[...certainty].map((degree) => SIGNS[degree])];
  });
  const made = plainTable([word("number"), word("text"), ...content.regions.map(named)], rows);
  made.className = "grid";
  const key = [...content.certainties.keys()].reverse().map((n) => `${SIGNS[n]} ${named(content.certainties[n])}`);
  return make("div", {}, make("p", {}, key.join("  ")), made);
}

function paperComparison(places) {
  const rows = places.map((place) => {
    const { number, text, english } = content.measures[place];
    return [String(number), textOf(text, english), ...state.compared.map((v) => contentOfCell(place, v))];
  });
  return plainTable([word("number"), word("text"), ...comparedValues().map(named)], rows);
}

/** Make what is printed: the document, the query, an open measure whole, and the measures. */
function makePaper() {
  const places = ordered(answer());
  const parts = chips().map((chip) => chip.text);
  if (isComparing()) parts.push(`${word("compare")}${word("colon")}${comparedValues().map(named).join(word("joint"))} · ${partName()}`);
  parts.push(...planQuery());
  const line = (name, ...text) => make("p", {}, make("strong", {}, `${word(name)}${word("colon")}`), ...text);
  const address = addressOf(state);
  const table = { list: paperList, matrix: paperMatrix, compare: isComparing() ? paperComparison : paperList, charts: paperCharts, alignment: paperPlan, review: paperPlan }[state.view];
  byId("paper").replaceChildren(
    ...[
      make("h1", { lang: langOf(content.title) }, named(content.title) || content.edition),
      named(content.period) ? make("p", {}, named(content.period)) : null,
      make("p", {}, content.cited[state.lang]),
      parts.length ? line("asked", parts.join("; ")) : null,
      line("answer", countOf(places.length)),
      line("address", address),
      state.lang === "en" && content.translation ? make("p", {}, content.translation) : null,
      state.open === null ? null : make("article", {}, ...measureParts(state.open)),
      table(places),
    ].filter(Boolean),
  );
}

const partName = () => {
  const only = /^only-(\d)$/.exec(state.part);
  return only ? word("only")(named(comparedValues()[only[1] - 1])) : word(state.part === "any" ? "inAny" : state.part);
};
