"use strict";

/* What is asked, the link that holds it, the answer, and why.

   Nothing is worked out here that the library has an opinion on: what each value of a filter keeps, and
   why, stands in the element "content". Such lists are joined and intersected. A place is that of a
   measure in `content.measures`. */

const content = JSON.parse(document.getElementById("content").textContent);

/* -- what is asked, and the link that holds it --------------------------------------------- */

const SORTS = ["number", "task", "text", "statement", "lead"];

/** What is asked of the page: all that it shows follows from this. */
const blank = asking();
let state = blank;

function asking(lang = content.lang) {
  const chosen = content.filters.map(() => ({ values: new Set(), choice: 0 }));
  return { lang, words: "", chosen, view: "list", sort: "", open: null };
}

const optionKey = (filter) => `${filter.method}.${filter.option}`;

/** The fragment of an address, which holds all that is asked. */
function fragmentOf(asked) {
  const pairs = [["lang", asked.lang]];
  if (asked.words) pairs.push(["words", asked.words]);
  content.filters.forEach((filter, n) => {
    const { values, choice } = asked.chosen[n];
    for (const value of values) pairs.push([filter.method, filter.values[value].typed]);
    if (choice) pairs.push([optionKey(filter), filter.choices[choice].typed]);
  });
  if (asked.view !== "list") pairs.push(["view", asked.view]);
  if (asked.sort) pairs.push(["sort", asked.sort]);
  if (asked.open !== null) pairs.push(["open", content.measures[asked.open].number]);
  return `#${new URLSearchParams(pairs)}`;
}

/** What a fragment asks for, and what of it this page does not have. */
function read(fragment) {
  const asked = asking();
  const unknown = [];
  const takers = {
    lang: (value) => Object.hasOwn(WORDS, value) && (asked.lang = value),
    // A line of its own is what a box for words cannot hold.
    words: (value) => (asked.words = value.replace(/[\r\n]/g, " ")),
    view: (value) => ["list", "matrix"].includes(value) && (asked.view = value),
    sort: (value) => SORTS.includes(value.replace(/^-/, "")) && (asked.sort = value),
    open(value) {
      const place = content.measures.findIndex((measure) => String(measure.number) === value);
      if (place >= 0) asked.open = place;
      return place >= 0;
    },
  };
  content.filters.forEach((filter, n) => {
    const typed = (thing, value) =>
      thing !== null && [String(thing.typed), thing.zh, thing.en].includes(value);
    takers[filter.method] = (value) => {
      const found = filter.values.findIndex((thing) => typed(thing, value));
      if (found >= 0) asked.chosen[n].values.add(found);
      return found >= 0;
    };
    takers[optionKey(filter)] = (value) => {
      const found = filter.choices.findIndex((thing) => typed(thing, value));
      if (found >= 0) asked.chosen[n].choice = found;
      return found >= 0;
    };
  });
  for (const [name, value] of new URLSearchParams(fragment.slice(1))) {
    const taker = Object.hasOwn(takers, name) ? takers[name] : () => false;
    if (taker(value) === false) unknown.push(`${name}=${value}`);
  }
  return { asked, unknown };
}

/* -- the answer ------------------------------------------------------------------------------- */

/** The words that are asked for: in quotes as they stand, else between spaces. */
function termsOf(words) {
  const found = words.matchAll(/"([^"]+)"|([^\s\x1c-\x1f\x85]+)/gu);
  const terms = [...found].map((match) => match[1] ?? match[2]);
  return [...new Set(terms)].filter((term) => /[^\s\x1c-\x1f\x85]/u.test(term));
}

/** The places that a filter keeps, or null where it is not asked. */
function keptBy(n) {
  const { values, choice } = state.chosen[n];
  if (!values.size) return null;
  return new Set([...values].flatMap((value) => content.filters[n].values[value].kept[choice]));
}

/** Whether a term is looked for in the translation: no measure prints its Latin letters. */
function isTranslated(term) {
  const latin = /^[ -~]*[A-Za-z][ -~]*$/.test(term);
  return latin && !content.printed.some((run) => run.includes(term));
}

/** The places of a term in a translation, at the beginning of words. */
function placesIn(english, term) {
  const escaped = term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = english.matchAll(new RegExp(`(?<![A-Za-z0-9])${escaped}`, "gi"));
  return [...found].map(({ index }) => {
    const start = [...english.slice(0, index)].length;
    return [start, start + [...term].length];
  });
}

/** Whether a measure has a term, in its text or in its translation. */
function mentions(measure, term) {
  if (!isTranslated(term)) return measure.text.includes(term);
  return placesIn(measure.english ?? "", term).length > 0;
}

/** The places of what answers, in document order; leaving out one filter, where it is given. */
function answer(leftOut = null) {
  const terms = termsOf(state.words);
  const keeping = content.filters.map((_, n) => (n === leftOut ? null : keptBy(n))).filter(Boolean);
  return [...content.measures.keys()].filter(
    (place) =>
      keeping.every((kept) => kept.has(place)) &&
      terms.every((term) => mentions(content.measures[place], term)),
  );
}

/** The question as Python, which gives the same answer. */
function python() {
  const steps = content.filters.flatMap((filter, n) => {
    const { values, choice } = state.chosen[n];
    if (!values.size) return [];
    const asked = [...values].map((value) => filter.values[value].python);
    if (choice) asked.push(`${filter.option}=${JSON.stringify(filter.choices[choice].typed)}`);
    return [`.${filter.method}(${asked.join(", ")})`];
  });
  for (const term of termsOf(state.words)) steps.push(`.mentioning(${JSON.stringify(term)})`);
  const { first, start } = content.python;
  const chain = steps.length ? `(\n    ${[start, ...steps].join("\n    ")}\n)` : start;
  return `${first}found = ${chain}\nprint(found)\n`;
}

/** All that is asked, each with what takes it away. */
function chips() {
  const found = [];
  for (const term of termsOf(state.words)) {
    const rest = termsOf(state.words).filter((other) => other !== term);
    const quoted = rest.map((other) => (/[\s\x1c-\x1f\x85]/u.test(other) ? `"${other}"` : other));
    found.push({
      text: `${word("mentioning")}${word("colon")}${term}`,
      remove: (asked) => (asked.words = quoted.join(" ")),
    });
  }
  content.filters.forEach((filter, n) => {
    const { values, choice } = state.chosen[n];
    const option = choice ? word("brackets")(optionName(filter, choice)).join("") : "";
    for (const value of values) {
      const name = `${title(filter.method)}${word("colon")}${named(filter.values[value])}`;
      found.push({ text: name + option, remove: (asked) => asked.chosen[n].values.delete(value) });
    }
  });
  return found;
}

/** The name of a choice: of a degree that others above it come with, it says so. */
function optionName(filter, choice) {
  const { typed } = filter.choices[choice];
  const name = named(filter.choices[choice]);
  return filter.option === "at_least" && typed === "possible" ? word("orMore")(name) : name;
}

const title = (method) => word(method === "about" ? "about_" : method);

/* -- why: the words of the document -------------------------------------------------------- */

/** The reasons for a measure: those of each value that keeps it, and where the words stand. */
function reasonsFor(place) {
  const found = [];
  content.filters.forEach((filter, n) => {
    const { values, choice } = state.chosen[n];
    for (const value of values) {
      const { kept, why } = filter.values[value];
      const at = kept[choice].indexOf(place);
      const asked = `${title(filter.method)}${word("colon")}${named(filter.values[value])}`;
      for (const reason of at < 0 ? [] : content.reasons[why[choice][at]]) {
        found.push({ ...reason, asked });
      }
    }
  });
  const { text, english } = content.measures[place];
  for (const term of termsOf(state.words)) {
    if (isTranslated(term) && placesIn(english ?? "", term).length) {
      const asked = `${word("mentioning")}${word("colon")}${term}`;
      const steps = [{ zh: WORDS.zh.translated(term), en: WORDS.en.translated(term) }];
      found.push({ where: null, note: null, span: null, steps, asked });
    }
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
      const start = [...text.slice(0, at)].length;
      const span = [start, start + [...term].length];
      const asked = `${word("mentioning")}${word("colon")}${term}`;
      found.push({ where: "text", note: null, span, steps: [], asked });
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
