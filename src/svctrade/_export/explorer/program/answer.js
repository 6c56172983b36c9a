"use strict";

/* The measures that match, their order, and the Python that gives the same. */

const everywhere = () => new Set(content.measures.keys());
const union = (sets) => new Set(sets.flatMap((set) => [...set]));
const minus = (set, other) => new Set([...set].filter((place) => !other.has(place)));

/** What a value of a filter keeps, by the option that is chosen for the filter. */
function keptByValue(n, value, query = state) {
  return new Set(content.filters[n].values[value].kept[query.chosen[n].choice]);
}

/** The places that a filter keeps, or null where nothing is chosen in it. */
function keptBy(n, query = state) {
  const { values, not, all } = query.chosen[n];
  if (!values.size && !not.size) return null;
  const each = [...values].map((value) => keptByValue(n, value, query));
  const any = each.length ? union(each) : everywhere();
  const kept = all ? new Set([...any].filter((place) => each.every((set) => set.has(place)))) : any;
  return minus(kept, union([...not].map((value) => keptByValue(n, value, query))));
}

/** The places that a clause of the search keeps. */
function keptByClause(clause) {
  return union(
    clause.map((term) => {
      const kept = union(meaningsOf(term).map((meaning) => meaning.kept));
      return term.not ? minus(everywhere(), kept) : kept;
    }),
  );
}

/** Of a comparison: for each thing the places where it has a measure. */
const comparedSets = (query = state) => {
  const n = filterOf(query.by);
  return query.compared.map((value) => keptByValue(n, value, query));
};

/** Whether a place is in a part of the comparison of some sets. */
function isInPart(place, part, sets) {
  const having = sets.filter((set) => set.has(place)).length;
  if (part === "shared") return having === sets.length;
  if (part === "differ") return having > 0 && having < sets.length;
  const only = /^only-(\d)$/.exec(part);
  return only ? having === 1 && sets[only[1] - 1].has(place) : having > 0;
}

const isComparing = (query = state) => query.view === "compare" && query.compared.length > 1;

/** The places that match, in document order; leaving out one filter, or the comparison. */
function answer({ leftOut = null, uncut = false, query = state } = {}) {
  const keeping = content.filters.map((_, n) => (n === leftOut ? null : keptBy(n, query))).filter(Boolean);
  keeping.push(...clausesOf(query.words).map(keptByClause));
  const sets = isComparing(query) && !uncut ? comparedSets(query) : null;
  return [...content.measures.keys()].filter(
    (place) => keeping.every((kept) => kept.has(place)) && (!sets || isInPart(place, query.part, sets)),
  );
}

/** What the list sorts a measure by: as it is shown, in the language of the page. */
function sortKey(place, field) {
  const { number, task, text, english, statement, statementEnglish, lead } = content.measures[place];
  const inEnglish = state.lang === "en";
  return {
    number,
    task,
    text: (inEnglish && english) || text,
    statement: (inEnglish && statementEnglish) || statement,
    lead: lead ? named(lead) : "\uffff",
  }[field];
}

const collators = {};

/** Compare two places by a field; document order where they are equal. */
function comparePlaces(one, other, field) {
  const [a, b] = [sortKey(one, field), sortKey(other, field)];
  const collator = (collators[state.lang] ??= new Intl.Collator(state.lang === "zh" ? "zh-Hans" : "en"));
  return (typeof a === "number" ? a - b : collator.compare(a, b)) || one - other;
}

/** Places in the order that is chosen, the same for the list, the matrix, the steps and the files. */
function ordered(places) {
  const [, falling, field] = /^(-?)(.*)$/.exec(state.sort);
  if (!field) return places;
  const sorted = [...places].sort((one, other) => comparePlaces(one, other, field));
  return falling ? sorted.reverse() : sorted;
}

/* -- Python ------------------------------------------------------------------------------------ */

/** The query as Python, which gives the same measures. */
function python() {
  const steps = [];
  const statements = [];
  const optionOf = (filter, { choice }) =>
    choice ? [`${filter.option}=${JSON.stringify(filter.choices[choice].typed)}`] : [];
  const call = (n, values) => {
    const filter = content.filters[n];
    const given = values.map((value) => filter.values[value].python);
    return `.${filter.method}(${[...given, ...optionOf(filter, state.chosen[n])].join(", ")})`;
  };
  state.chosen.forEach(({ values, not, all }, n) => {
    if (values.size && all) steps.push(...[...values].map((value) => call(n, [value])));
    else if (values.size) steps.push(call(n, [...values]));
    if (not.size) statements.push(`found -= measures${call(n, [...not])}`);
  });
  for (const clause of clausesOf(state.words)) {
    const ways = clause.flatMap((term) => {
      const found = meaningsOf(term).map((meaning) => `measures${meaning.python}`);
      const joined = found.join(" | ");
      return term.not ? [found.length > 1 ? `(measures - (${joined}))` : `(measures - ${joined})`] : found;
    });
    const [first] = clause;
    if (clause.length === 1 && first.not) {
      const excluded = meaningsOf(first).map((meaning) => `measures${meaning.python}`);
      statements.push(`found -= ${joinedWays(excluded)}`);
    } else if (ways.length === 1 && !first.not) {
      steps.push(ways[0].slice("measures".length));
    } else {
      statements.push(`found &= ${joinedWays(ways)}`);
    }
  }
  if (isComparing()) statements.push(...pythonOfPart(call));
  const { start } = content.python;
  const imports = [...steps, ...statements].some((line) => line.includes("re.search(")) ? "import re\n\n" : "";
  const base = statements.length ? "measures" : start;
  const chain = steps.length ? `(\n    ${[base, ...steps].join("\n    ")}\n)` : base;
  const lines = [...(statements.length ? [`measures = ${start}`] : []), `found = ${chain}`, ...statements];
  return `${imports}${content.python.first}${lines.join("\n")}\nprint(found)\n`;
}

/** Ways joined by "or", a line each where there are several. */
const joinedWays = (ways) => (ways.length > 1 ? `(\n    ${ways.join("\n    | ")}\n)` : ways.join(""));

function pythonOfPart(call) {
  const n = filterOf(state.by);
  const { compared, part } = state;
  const each = compared.map((value) => call(n, [value]));
  if (part === "shared") return [`found = found${each.join("")}`];
  const any = [`found = found${call(n, compared)}`];
  if (part === "any") return any;
  if (part === "differ") return [...any, `found -= measures${each.join("")}`];
  const only = Number(part.slice("only-".length)) - 1;
  const others = compared.filter((_, other) => other !== only);
  return [`found = found${each[only]} - measures${call(n, others)}`];
}
