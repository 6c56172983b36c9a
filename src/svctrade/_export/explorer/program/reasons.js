"use strict";

/* Why a measure matches: the words of the document. */

/** The reasons for a measure: those of each value that keeps it, and where the words are. */
function reasonsFor(place) {
  const found = [];
  content.filters.forEach((filter, n) => {
    const { values, choice } = state.chosen[n];
    for (const value of values) found.push(...reasonsOfValue(n, value, choice, place));
  });
  if (isComparing()) {
    const n = filterOf(state.by);
    for (const value of state.compared) found.push(...reasonsOfValue(n, value, state.chosen[n].choice, place));
  }
  for (const term of clausesOf(state.words).flat()) {
    for (const meaning of term.not ? [] : meaningsOf(term)) found.push(...reasonsOfMeaning(meaning, place));
  }
  return found;
}

/** The reasons why a value of a filter keeps a measure, as `explain()` gives them. */
function reasonsOfValue(n, value, choice, place) {
  const { kept, why } = content.filters[n].values[value];
  const at = kept[choice].indexOf(place);
  const name = `${title(content.filters[n].method)}${word("colon")}${named(content.filters[n].values[value])}`;
  if (at < 0) return [];
  const stepsOf = ({ steps }) => steps.map((step) => further().steps[step]);
  return further().reasons[why[choice][at]].map((reason) => ({ ...reason, steps: stepsOf(reason), name }));
}

function reasonsOfMeaning(meaning, place) {
  if (meaning.kind === "value") {
    const reasons = reasonsOfValue(meaning.n, meaning.v, 0, place);
    if (!meaning.place) return reasons;
    const steps = stepsOfPlace(meaning.place);
    return reasons.map((reason) => ({ ...reason, name: meaningName(meaning), steps: [...steps, ...reason.steps] }));
  }
  const name = meaningName(meaning);
  if (meaning.kind === "numbered") return [];
  const found = [];
  const { text, english, statement } = content.measures[place];
  if (meaning.kind === "text" && meaning.english && placesIn(english ?? "", meaning.english).length) {
    const steps = [{ zh: WORDS.zh.translated(meaning.english), en: WORDS.en.translated(meaning.english) }];
    found.push({ where: null, note: null, span: null, steps, name });
  }
  const source = meaning.kind === "text" ? text : statement;
  const where = meaning.kind === "text" ? "text" : "responsibility";
  for (const form of meaning.forms) {
    for (let at = source.indexOf(form); at >= 0; at = source.indexOf(form, at + form.length)) {
      const start = [...source.slice(0, at)].length;
      found.push({ where, note: null, span: [start, start + [...form].length], steps: [], name });
    }
  }
  return found;
}

/** A text with the words of some spans marked; spans count characters, as Python does. */
function marked(text, spans) {
  const characters = [...text];
  const inside = characters.map(() => false);
  for (const [start, stop] of spans) inside.fill(true, start, stop);
  const parts = [];
  for (let start = 0; start < characters.length; ) {
    let stop = start;
    while (stop < characters.length && inside[stop] === inside[start]) stop += 1;
    const part = characters.slice(start, stop).join("");
    parts.push(inside[start] ? make("mark", {}, part) : part);
    start = stop;
  }
  return parts;
}

const quoteOf = (text, [start, stop]) => [...text].slice(start, stop).join("");

/** The English terms of the search, which are marked in translations. */
const englishTerms = () =>
  clausesOf(state.words).flat().filter((one) => !one.not)
    .flatMap((one) => meaningsOf(one)).map((one) => one.english).filter(Boolean);

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
    make("strong", {}, reason.name),
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
