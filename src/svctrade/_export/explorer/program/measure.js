"use strict";

/* A measure beside the words that an answer rests on. */

// Print is not narrow, whatever its width: the paper has its own table.
const crowded = matchMedia("screen and (max-width: 72rem)");

function showMeasure(places) {
  const dialog = byId("measure");
  if (state.open === null) {
    if (dialog.open) dialog.close();
    return;
  }
  const bar = make("div", { className: "bar" }, ...steps(state.open, ordered(places)));
  dialog.replaceChildren(bar, ...measureParts(state.open, places));
  if (dialog.open) return;
  // Where there is no room beside the list it lies over it, and nothing else is reached.
  const keep = keepInPlace(state.open);
  if (crowded.matches) dialog.showModal();
  else dialog.show();
  keep();
  titleOfMeasure().focus({ preventScroll: true });
}

const titleOfMeasure = () => byId("measure").querySelector(".measure-title");

/** Keep the row of a measure where it is in the window, when the list beside it becomes narrow. */
function keepInPlace(place) {
  const top = () => document.querySelector(`main [data-place="${place}"]`)?.getBoundingClientRect().top;
  const before = top();
  const isInSight = before >= 0 && before < innerHeight;
  // The columns of the list are fitted in the next frame, and rows out of sight get their height later.
  let frames = 8;
  const adjust = () => {
    const after = top();
    if (!isInSight || after === undefined || !frames) return;
    frames -= 1;
    scrollBy(0, after - before);
    requestAnimationFrame(adjust);
  };
  return () => requestAnimationFrame(adjust);
}

function closeMeasure() {
  const place = state.open;
  const link = () => document.querySelector(`main [data-place="${place}"]`);
  const top = link()?.getBoundingClientRect().top;
  const keep = keepInPlace(place);
  ask((query) => (query.open = null));
  const found = link();
  if (!found?.checkVisibility()) {
    byId("heading").focus({ preventScroll: true });
    return;
  }
  found.focus({ preventScroll: true });
  if (top >= 0 && top < innerHeight) keep();
  else found.scrollIntoView({ block: "center" });
}

/** The parts of a measure, for the window and for paper. */
function measureParts(place, places = answer()) {
  const measure = content.measures[place];
  const answers = places.includes(place);
  const reasons = answers ? reasonsFor(place) : [];
  const marks = (where, note = null) =>
    reasons.filter((one) => one.where === where && one.note === note).map((one) => one.span);
  const part = (name, ...children) => make("section", {}, make("h3", {}, name), ...children);
  const notes = measure.notes.map((n) => content.notes[n]);
  const lead = measure.lead
    ? [naming(measure.lead), ...bracketed(naming(measure.basis))]
    : [word("noLead")];
  return [
    make(
      "h2",
      { className: "measure-title", tabIndex: -1 },
      numbering(measure.number),
      naming(content.tasks[measure.task]),
    ),
    answers ? null : make("p", { className: "notice" }, word("notAmong")),
    part(
      word("text"),
      translated(measure.english, englishTerms()),
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
    ...planParts(place, part),
    readingsOf(place, part),
    ...notes.map((note) =>
      part(
        word("note")(note.number, measure.byLetter.includes(note.number)),
        translated(note.english),
        printed("blockquote", ...marked(note.text, marks("note", note.number))),
      ),
    ),
    named(measure.events).length
      ? part(word("events"), make("ul", {}, ...named(measure.events).map((line) => make("li", {}, ...linked(line)))))
      : null,
    part(word("cite"), make("p", { className: "cited" }, ...linked(citationOf(place, state.lang))), citing(place)),
    siteLinkOf(measure),
  ].filter(Boolean);
}

/** On the documentation site, a link to the page of a measure. */
function siteLinkOf(measure) {
  const site = document.querySelector("link[rel=help]");
  if (!site) return null;
  const page = `${site.href}${state.lang}/data/measures/${measure.number}.html`;
  return make("p", {}, make("a", { href: page }, word("sitePage")));
}

/** The translation of a text, on the English page, with the terms marked that were looked for. */
function translated(english, terms = []) {
  if (state.lang !== "en" || !english) return null;
  const spans = terms.flatMap((term) => placesIn(english, term));
  return make("p", { className: "translation", lang: "en" }, ...marked(english, spans));
}

/** What leads to the measures before and after in the answer, and closes. */
function steps(place, places) {
  const at = places.indexOf(place);
  const before = at < 0 ? places.filter((one) => one < place).at(-1) : places[at - 1];
  const after = at < 0 ? places.find((one) => one > place) : places[at + 1];
  const button = (name, id, to) => {
    const made = make("button", { type: "button", id, disabled: to === undefined }, name);
    made.addEventListener("click", () => {
      ask((query) => (query.open = to));
      titleOfMeasure().focus();
    });
    return made;
  };
  const close = make("button", { type: "button", id: "close" }, `× ${word("close")}`);
  close.addEventListener("click", closeMeasure);
  return [button(word("previous"), "previous", before), button(word("next"), "next", after), close];
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

function citationOf(place, format) {
  const { begin, end, rest } = further().citations[format];
  return begin + rest[place] + end;
}

/** Buttons that copy the citation, as text and as BibTeX. */
function citing(place) {
  return make(
    "p",
    { className: "citing" },
    buttonOf(word("copyCitation"), () => copy(citationOf(place, state.lang), "copied")),
    buttonOf(word("copyBibtex"), () => copy(citationOf(place, "bibtex"), "copied")),
  );
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
