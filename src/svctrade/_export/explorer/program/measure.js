"use strict";

/* A measure beside the words that an answer rests on. */

const crowded = matchMedia("(max-width: 72rem)");

function showMeasure(places) {
  const dialog = byId("measure");
  if (state.open === null) {
    if (dialog.open) dialog.close();
    return;
  }
  dialog.replaceChildren(...partsOf(state.open, places));
  if (dialog.open) return;
  // Where there is no room beside the list it lies over it, and nothing else is reached.
  if (crowded.matches) dialog.showModal();
  else dialog.show();
  byId("measure-title").focus();
}

function closeMeasure() {
  const place = state.open;
  ask((asked) => (asked.open = null));
  const link = document.querySelector(`main [data-place="${place}"]`);
  (link?.checkVisibility() ? link : byId("heading")).focus();
}

function partsOf(place, places) {
  const measure = content.measures[place];
  const answers = places.includes(place);
  const reasons = answers ? reasonsFor(place) : [];
  const marks = (where, note = null) =>
    reasons.filter((one) => one.where === where && one.note === note).map((one) => one.span);
  const part = (name, ...children) => make("section", {}, make("h3", {}, name), ...children);
  const notes = measure.notes.map((n) => content.notes[n]);
  const lead = measure.lead
    ? [naming(measure.lead), ...word("brackets")(naming(measure.basis))]
    : [word("noLead")];
  return [
    make("div", { className: "bar" }, ...steps(place, places)),
    make(
      "h2",
      { id: "measure-title", tabIndex: -1 },
      numbering(measure.number),
      naming(content.tasks[measure.task]),
    ),
    answers ? null : make("p", { className: "notice" }, word("notAmong")),
    part(
      word("text"),
      translated(measure.english, termsOf(state.words)),
      printed("blockquote", ...marked(measure.text, marks("text"))),
    ),
    part(
      word("statement"),
      translated(measure.statementEnglish),
      printed("blockquote", ...marked(measure.statement, marks("responsibility"))),
    ),
    reasons.length ? part(word("why"), make("ul", { className: "reasons" }, ...reasons.map((one) => whyOf(one, measure)))) : null,
    part(word("lead"), make("p", {}, ...lead)),
    content.regions.length ? part(word("regions"), regionsOf(measure), inferredOf(measure)) : null,
    readingsOf(place, part),
    ...notes.map((note) =>
      part(
        word("note")(note.number, measure.byLetter.includes(note.number)),
        translated(note.english),
        printed("blockquote", ...marked(note.text, marks("note", note.number))),
      ),
    ),
    named(measure.events).length
      ? part(word("events"), make("ul", {}, ...named(measure.events).map((line) => make("li", {}, line))))
      : null,
    part(word("cite"), make("p", { className: "cited" }, measure.cited[state.lang])),
  ].filter(Boolean);
}

/** The translation of a text, on the English page, with the terms marked that were looked for. */
function translated(english, terms = []) {
  if (state.lang !== "en" || !english) return null;
  const spans = terms.filter(isTranslated).flatMap((term) => placesIn(english, term));
  return make("p", { className: "translation", lang: "en" }, ...marked(english, spans));
}

/** What leads to the measures before and after in the answer, and closes. */
function steps(place, places) {
  const before = places.filter((one) => one < place).at(-1);
  const after = places.find((one) => one > place);
  const button = (name, id, to) => {
    const made = make("button", { type: "button", id, disabled: to === undefined }, name);
    made.addEventListener("click", () => {
      ask((asked) => (asked.open = to));
      byId("measure-title").focus();
    });
    return made;
  };
  const close = make("button", { type: "button", id: "close" }, word("close"));
  close.addEventListener("click", closeMeasure);
  return [button(word("previous"), "previous", before), button(word("next"), "next", after), close];
}

function whyOf(reason, measure) {
  const texts = { text: measure.text, responsibility: measure.statement };
  const source = reason.where === "note" ? content.notes.find((n) => n.number === reason.note).text : texts[reason.where];
  const speaker = reason.where === "note" ? word("note")(reason.note) : word("says")[reason.where];
  const quote = reason.span && [
    make("span", { className: "speaker" }, speaker),
    printed("q", quoteOf(source, reason.span)),
  ];
  return make(
    "li",
    {},
    make("strong", {}, reason.asked),
    make("p", {}, ...(quote ?? [])),
    glossOf(reason, measure),
    ...reason.steps.map((step) => make("p", { className: "step" }, named(step))),
  );
}

/** What the quoted clauses of the statement say in English, on the English page. */
function glossOf(reason, measure) {
  if (state.lang !== "en" || reason.where !== "responsibility" || !reason.span) return null;
  const [start, stop] = reason.span;
  const clauses = measure.clauses.filter(([first, last]) => first < stop && start < last);
  const english = clauses.map(([, , text]) => text).join(" ");
  return english && make("p", { className: "gloss" }, word("inEnglish")(english));
}

function regionsOf(measure) {
  const list = make("dl", {});
  for (const degree of [3, 2, 1, 0]) {
    const there = content.regions.filter((_, n) => Number(measure.certainty[n]) === degree);
    if (!there.length) continue;
    const term = make("dt", {}, ...signOf(degree).slice(0, 1), `${named(content.certainties[degree])} ${there.length}`);
    list.append(term, make("dd", {}, there.map(named).join(word("joint"))));
  }
  return list;
}

/** Where the statement names no region, the words of the text that say where it applies. */
function inferredOf(measure) {
  return measure.inferred && make("p", { className: "step" }, word("inferred")(measure.inferred));
}

/** What the layer reads in a measure, where there is one. */
function readingsOf(place, part) {
  const list = make("dl", {});
  for (const filter of content.filters.filter((one) => one.reading)) {
    const read = filter.values.filter((value) => value.kept[0].includes(place));
    if (!read.length) continue;
    list.append(make("dt", {}, title(filter.method)), make("dd", {}, read.map(named).join(word("joint"))));
  }
  return list.childElementCount ? part(word("reading"), list) : null;
}
