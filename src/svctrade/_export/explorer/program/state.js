"use strict";

/* The query, and the link that holds it.

   Nothing is worked out here that the library has an opinion on: what each value of a filter keeps, and
   why, is in the element "content". Such lists are joined and intersected. A place is that of a
   measure in `content.measures`. */

const SORTS = ["number", "task", "text", "statement", "lead"];
const VIEWS = ["list", "compare", "matrix", "charts", ...planViews()];
/** What can be compared: its key in a link, and the filter that says where a measure applies. */
const COMPARED = ["in_region", "involving"];
const MOST_COMPARED = 5;

/** The query: all that the page shows follows from this. */
const blank = emptyQuery();
let state = blank;

function emptyQuery(lang = content.lang) {
  return { lang, words: "", chosen: unchosen(), view: "list", sort: "", hidden: new Set(), open: null, ...uncompared(), ...unfiltered() };
}

/** No filter: of each its values, those that are excluded, whether all must hold, and its option. */
function unchosen() {
  return content.filters.map(() => ({ values: new Set(), not: new Set(), all: false, choice: 0 }));
}

/** No comparison: the filter, the places of its values, and which part of the rows is shown. */
function uncompared() {
  return { by: COMPARED[0], compared: [], part: "any" };
}

/** A copy that can be changed. */
function copyOf(query) {
  const chosen = query.chosen.map((one) => ({ ...one, values: new Set(one.values), not: new Set(one.not) }));
  return { ...query, chosen, hidden: new Set(query.hidden), compared: [...query.compared] };
}

const filterOf = (method) => content.filters.findIndex((filter) => filter.method === method);
const optionKey = (filter) => `${filter.method}.${filter.option}`;

/** The parts of a comparison that a link can name. */
const partsOf = (query) => ["any", "shared", "differ", ...query.compared.map((_, n) => `only-${n + 1}`)];

/** The fragment of an address, which holds the query. A name in Latin letters is used in English. */
function fragmentOf(query) {
  const pairs = [["lang", query.lang]];
  const typed = (thing, { values }) => {
    const english = query.lang === "en" && typeof thing.typed === "string" && !isLatin(thing.typed) && thing.en;
    const isUnique = english && values.filter((other) => other.en === english).length === 1;
    return isUnique ? english : thing.typed;
  };
  if (query.words) pairs.push(["words", query.words]);
  content.filters.forEach((filter, n) => {
    const { values, not, all, choice } = query.chosen[n];
    for (const value of values) pairs.push([filter.method, typed(filter.values[value], filter)]);
    for (const value of not) pairs.push([`${filter.method}.not`, typed(filter.values[value], filter)]);
    if (all) pairs.push([`${filter.method}.match`, "all"]);
    if (choice) pairs.push([optionKey(filter), filter.choices[choice].typed]);
  });
  for (const value of query.compared) {
    const filter = content.filters[filterOf(query.by)];
    pairs.push([`compare.${query.by}`, typed(filter.values[value], filter)]);
  }
  if (query.part !== "any") pairs.push(["part", query.part]);
  if (query.view !== "list") pairs.push(["view", query.view]);
  if (query.sort) pairs.push(["sort", query.sort]);
  for (const field of query.hidden) pairs.push(["hide", field]);
  pairs.push(...planPairs(query));
  if (query.open !== null) pairs.push(["open", content.measures[query.open].number]);
  return `#${new URLSearchParams(pairs)}`;
}

let closed = null;

/** The fragment of the query without an open measure; the links of all rows begin with it. */
const closedFragment = () => (closed ??= fragmentOf({ ...state, open: null }));

/** The query of a fragment, and what of it this page does not have. */
function read(fragment) {
  const query = emptyQuery();
  const unknown = [];
  const takers = takersOf(query);
  const pairs = [...new URLSearchParams(fragment.slice(1))];
  // A part is one of a comparison, which is read first.
  pairs.sort(([one], [other]) => (one === "part") - (other === "part"));
  for (const [name, value] of pairs) {
    const taker = Object.hasOwn(takers, name) ? takers[name] : () => false;
    if (taker(value) === false) unknown.push(`${name}=${value}`);
  }
  return { query, unknown };
}

/** What each key of a fragment changes; a taker returns false for a value that is unknown. */
function takersOf(query) {
  const takers = {
    lang: (value) => Object.hasOwn(WORDS, value) && (query.lang = value),
    // A line of its own is what a box for words cannot hold.
    words: (value) => (query.words = value.replace(/[\r\n]/g, " ")) !== null,
    view: (value) => VIEWS.includes(value) && (query.view = value),
    sort: (value) => SORTS.includes(value.replace(/^-/, "")) && (query.sort = value),
    hide: (value) => HIDEABLE.includes(value) && query.hidden.add(value),
    part: (value) => partsOf(query).includes(value) && (query.part = value),
    open(value) {
      const place = content.measures.findIndex((measure) => String(measure.number) === value);
      if (place >= 0) query.open = place;
      return place >= 0;
    },
  };
  Object.assign(takers, planTakers(query));
  content.filters.forEach((filter, n) => {
    const chosen = query.chosen[n];
    const isNamed = (thing, value) =>
      thing !== null && [String(thing.typed), thing.zh, thing.en].includes(value);
    const taking = (things, take) => (value) => {
      const found = things.findIndex((thing) => isNamed(thing, value));
      return found >= 0 && take(found) !== false;
    };
    takers[filter.method] = taking(filter.values, (found) => {
      chosen.not.delete(found);
      chosen.values.add(found);
    });
    takers[`${filter.method}.not`] = taking(filter.values, (found) => {
      chosen.values.delete(found);
      chosen.not.add(found);
    });
    takers[`${filter.method}.match`] = (value) => value === "all" && (chosen.all = true);
    takers[optionKey(filter)] = taking(filter.choices, (found) => {
      chosen.choice = found;
    });
    if (COMPARED.includes(filter.method)) {
      takers[`compare.${filter.method}`] = taking(filter.values, (found) => {
        if (query.by !== filter.method) Object.assign(query, { by: filter.method, compared: [] });
        if (query.compared.length >= MOST_COMPARED) return false;
        if (!query.compared.includes(found)) query.compared.push(found);
        return true;
      });
    }
  });
  return takers;
}
