"use strict";

/* The alignment of a plan: its measures side by side with those of its parent. */

/** In what order the rows are: those with a parent, the plan's own, what is not taken up. */
const SECTIONS = ["taken", "own", "left"];
const sectionOf = (row) => (row.place === null ? "left" : row.parent === null ? "own" : "taken");

const foldedRows = new WeakMap();

/** The texts of both measures of a row, folded for comparison. */
function foldedRow(row) {
  if (!foldedRows.has(row)) {
    const mine = content.measures[row.place];
    const there = content.alignment.parents[row.parent];
    const texts = [mine?.text, mine?.english, there?.text, there?.english];
    foldedRows.set(row, foldText(texts.filter(Boolean).join("\n")));
  }
  return foldedRows.get(row);
}

/** The rows of the table that are shown; of measures of the plan those that match, in their order. */
function rowsInView(places, { relation = state.relation } = {}) {
  const at = new Map(ordered(places).map((place, n) => [place, n]));
  const wanted = state.beside.split(/[\s，、,;；]+/u).map(foldText).filter(Boolean);
  const { rows } = content.alignment;
  const rank = (row) => [SECTIONS.indexOf(sectionOf(row)), at.get(row.place) ?? 0];
  return [...rows.keys()]
    .filter((n) => {
      const row = rows[n];
      const chosen = relation === "any" || row.relation === relation;
      return chosen && (row.place === null || at.has(row.place)) && wanted.every((one) => foldedRow(row).includes(one));
    })
    .map((n) => ({ n, rank: rank(rows[n]) }))
    .sort((one, other) => one.rank[0] - other.rank[0] || one.rank[1] - other.rank[1])
    .map(({ n }) => n);
}

function relationsToChoose(places) {
  const rows = rowsInView(places, { relation: "any" }).map((n) => content.alignment.rows[n]);
  const count = (relation) => rows.filter((row) => row.relation === relation).length;
  return [
    partOf("relation", "any", word("anyKind"), rows.length),
    ...Object.entries(content.alignment.relations).map(([relation, label]) =>
      partOf("relation", relation, named(label), count(relation)),
    ),
  ];
}

/** The box for words of the texts of both. */
function besideBox() {
  const box = make("input", { type: "search", spellcheck: false });
  const changed = () => {
    const step = box.dataset.typing === undefined;
    box.dataset.typing = "yes";
    ask((query) => (query.beside = box.value), { step });
  };
  box.addEventListener("input", (event) => event.isComposing || changed());
  box.addEventListener("compositionend", changed);
  box.addEventListener("blur", () => delete box.dataset.typing);
  return make("label", { className: "beside" }, word("beside"), box);
}

/** The rows as sections, with those of one measure of the plan together. */
function alignmentSections(places) {
  const rows = rowsInView(places).map((n) => content.alignment.rows[n]);
  return SECTIONS.flatMap((section) => {
    const found = rows.filter((row) => sectionOf(row) === section);
    if (!found.length) return [];
    const pairs = new Map();
    for (const row of found) {
      const key = row.place ?? `parent ${row.parent}`;
      pairs.set(key, [...(pairs.get(key) ?? []), row]);
    }
    return [{ title: word("aligned")[section], className: `pairs ${section}`, things: [...pairs.values()], rowOf: pairOf }];
  });
}

/** A measure of the plan beside those that it takes over, or one of the two alone. */
function pairOf(rows) {
  const [{ place }] = rows;
  const parents = rows.filter((row) => row.parent !== null);
  return make(
    "li",
    { className: "pair" },
    place === null ? null : mineOf(rows),
    parents.length ? make("ul", {}, ...parents.map(parentOf)) : null,
  );
}

/** A measure of the plan with the words marked that it shares. */
function mineOf(rows) {
  const [{ place, new: added }] = rows;
  const { number, text, task } = content.measures[place];
  const spans = rows.flatMap((row) => row.here ?? []);
  return make(
    "div",
    { className: "mine" },
    make("p", {}, opening(place, numbering(number), " ", printed("span", ...marked(text, spans)))),
    make("p", { className: "meta" }, naming(content.tasks[task])),
    metaLine("lead", ...leadOf(content.measures[place])),
    added?.length ? metaLine("newWords", ...quoted(added)) : null,
  );
}

const quoted = (texts) => texts.flatMap((text, n) => [n ? word("joint") : "", printed("q", text)]);

/** What a row says of the relation: how alike the two are, and who decided. */
function relationOf({ relation, likeness, decided, who }) {
  const parts = [named(content.alignment.relations[relation])];
  if (likeness !== undefined) parts.push(word("likeness")(likeness));
  const by = word("decided")[decided];
  if (by) parts.push(who ? `${by}${bracketed(who).join("")}` : by);
  return parts.join(" · ");
}

/** A measure of the parent with the words marked that it shares. */
function parentOf(row) {
  const { parent, region } = content.alignment;
  const there = content.alignment.parents[row.parent];
  const { number, text, english, degree } = there;
  return make(
    "li",
    { className: "there" },
    make(
      "p",
      { className: "meta" },
      make("strong", { className: "relation" }, relationOf(row)),
      ` · ${word("ofParent")(parent.id, number)}`,
    ),
    ...wordsOf({ text, english }, row.there),
    metaLine("leadThere", ...leadOf(there)),
    row.counterparts?.length ? metaLine("counterpart", printed("span", row.counterparts.join("、"))) : null,
    degree === null
      ? null
      : make(
          "p",
          { className: "meta" },
          `${word("applies")(named(region))}${word("colon")}`,
          ...signOf(degree).slice(0, 1),
          named(content.certainties[degree]),
        ),
  );
}

/** A text: in English its translation, and as printed where words of it are marked. */
function wordsOf({ text, english }, spans) {
  if (!spans?.length) return [make("p", {}, textOf(text, english))];
  return [translated(english), make("p", {}, printed("span", ...marked(text, spans)))];
}

/** What an open measure takes over. */
function alignmentOf(place, part) {
  if (!content.alignment) return null;
  const rows = content.alignment.rows.filter((row) => row.place === place && row.parent !== null);
  const found = rows.length ? make("ul", { className: "parents" }, ...rows.map(parentOf)) : make("p", {}, word("ownOne"));
  return part(word("takenFrom"), found);
}

/** The rows in view as they are printed, each whole. */
function paperAlignment(places) {
  const { rows, parents, region } = content.alignment;
  const side = (measure, spans, ...more) =>
    measure ? [`${measure.number} `, ...wordsOf(measure, spans).filter(Boolean), make("p", {}, ...leadOf(measure)), ...more] : [""];
  const lines = rowsInView(places).map((n) => {
    const row = rows[n];
    const there = parents[row.parent];
    const degree = there && there.degree !== null ? [make("p", {}, `${named(region)} ${named(content.certainties[there.degree])}`)] : [];
    return [
      side(content.measures[row.place], row.here, ...(row.new?.length ? [metaLine("newWords", ...quoted(row.new))] : [])),
      relationOf(row),
      side(there, row.there, ...degree, ...(row.counterparts?.length ? [metaLine("counterpart", row.counterparts.join("、"))] : [])),
    ];
  });
  const made = plainTable(["wordsHere", "relation", "wordsThere"].map(word), lines);
  made.className = "alignment";
  const summary = content.alignment.summary[state.lang].split("\n").map((line) => make("p", {}, line));
  return make("div", {}, ...summary, made);
}
