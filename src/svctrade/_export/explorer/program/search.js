"use strict";

/* What the words of the search box mean.

   A term means what the library finds by it: a measure by its number, a region or a body by any of its
   names, a task or a topic by its name, words of the text, of the statement, or of the translation. What
   it finds is the union of these, and each is a call of the library. */

const SPACE = /[\s\x1c-\x1f\x85]/u;
const isLatin = (term) => /^[ -~]*[A-Za-z][ -~]*$/.test(term);
const ALPHABET = new Map([...content.traditional].map(([simplified, written]) => [written, simplified]));

const foldedCharacters = new Map();

/** A character in the form in which texts are compared: of any width, case and script. */
function foldCharacter(character) {
  let found = foldedCharacters.get(character);
  if (found === undefined) {
    found = [...character.normalize("NFKC").toLowerCase()].map((one) => ALPHABET.get(one) ?? one).join("");
    foldedCharacters.set(character, found);
  }
  return found;
}

const foldText = (text) => (/^[ -~]*$/.test(text) ? text.toLowerCase() : [...text].map(foldCharacter).join(""));
/** A name as it is compared: without its spaces too. */
const foldName = (text) => foldText(text).replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff]/gu, "").replace(/[‘’ʼ]/gu, "'");

/** The names of regions, bodies, tasks and topics: what each of them is, as a filter and its value. */
let names = null;

/** They are read when something is searched first, because a page shows its measures before. */
function namesOf() {
  if (names) return names;
  names = new Map();
  content.filters.forEach((filter, n) => {
    // Who leads is found among those involved.
    if (filter.method === "led_by") return;
    filter.values.forEach((value, v) => {
      for (const name of [value.zh, value.en, ...(value.names ?? [])]) {
        const key = foldName(name);
        const found = names.get(key) ?? names.set(key, []).get(key);
        if (!found.some((one) => one.n === n && one.v === v)) found.push({ n, v });
      }
    });
  });
  return names;
}

/** The terms of a search: in quotes, or between spaces and commas. */
function tokensOf(words) {
  const found = words.matchAll(/(-?)(?:"([^"]*)"|“([^”]*)”)|([^\s\x1c-\x1f\x85，、,;；]+)/gu);
  return [...found].flatMap(([, minus, straight, curly, bare]) => {
    const quoted = straight ?? curly;
    if (quoted !== undefined) return quoted.trim() ? [{ term: quoted, quoted: true, not: minus === "-" }] : [];
    if (bare === "OR" || bare === "|" || bare === "或") return [{ or: true }];
    if (bare === "NOT") return [{ negates: true }];
    const not = /^[-－](?=[^-－])/u.test(bare);
    const term = not ? bare.slice(1) : bare;
    return /[^"“”-]/u.test(term) ? [{ term, quoted: false, not }] : [];
  });
}

/** Words that are a name together, such as "Ministry of Commerce", are one term. */
function joinNames(tokens) {
  const joined = [];
  for (let at = 0; at < tokens.length; at += 1) {
    let length = 1;
    for (let stop = Math.min(tokens.length, at + 12); stop > at + 1; stop -= 1) {
      const run = tokens.slice(at, stop);
      const plain = run.every((one, n) => one.term && !one.quoted && (!one.not || n === 0));
      const name = run.map((one) => one.term).join("");
      if (plain && (namesOf().has(foldName(name)) || placeOf(name))) {
        length = run.length;
        break;
      }
    }
    const term = tokens.slice(at, at + length).map((one) => one.term).join(" ");
    joined.push(length === 1 ? tokens[at] : { ...tokens[at], term });
    at += length - 1;
  }
  return joined;
}

/** A search as clauses that must all hold; of the terms of one any is enough. */
function clausesOf(words) {
  const clauses = [];
  let alternative = false;
  let negated = false;
  for (const token of joinNames(tokensOf(words))) {
    if (token.or) {
      alternative = clauses.length > 0;
    } else if (token.negates) {
      negated = true;
    } else {
      const term = { ...token, not: token.not || negated, isNumber: !token.quoted && Boolean(numbersIn(token.term)) };
      const last = clauses.at(-1);
      const follows = term.isNumber && !term.not && last?.every((one) => one.isNumber && !one.not);
      if (last && (alternative || follows)) last.push(term);
      else clauses.push([term]);
      alternative = false;
      negated = false;
    }
  }
  const texts = new Set();
  return clauses.filter((clause) => {
    const text = textOfClause(clause);
    return !texts.has(text) && texts.add(text);
  });
}

/** A clause as it is typed. */
function textOfClause(clause) {
  const typed = ({ term, quoted, not }) => {
    const mark = term.includes('"') ? ["“", "”"] : ['"', '"'];
    return (not ? "-" : "") + (quoted ? mark[0] + term + mark[1] : term);
  };
  // Numbers that follow each other are alternatives as they are.
  return clause.map(typed).join(clause.every((one) => one.isNumber) ? " " : " OR ");
}

/** The places of the measures that a number, or a range such as 59-61, names; else null. */
function numbersIn(term) {
  const found = /^(\d{1,6})(?:[-–—~～至](\d{1,6}))?$/u.exec(term.normalize("NFKC"));
  if (!found) return null;
  const [first, last] = [Number(found[1]), Number(found[2] ?? found[1])];
  const places = placesWhere(({ number }) => first <= number && number <= last);
  return places.size ? places : null;
}

const placesWhere = (holds) =>
  new Set([...content.measures.keys()].filter((place) => holds(content.measures[place])));

const meanings = new Map();

/** What a term means: for each meaning the places it keeps, and its call in Python. */
function meaningsOf(token) {
  const key = JSON.stringify([token.term, token.quoted]);
  if (!meanings.has(key)) meanings.set(key, findMeanings(token));
  return meanings.get(key);
}

function findMeanings({ term, quoted }) {
  const numbered = quoted ? null : numbersIn(term);
  if (numbered) {
    const list = [...numbered].map((place) => content.measures[place].number);
    return [{ kind: "numbered", kept: numbered, python: `.numbered(${list.join(", ")})` }];
  }
  const values = quoted ? [] : [...(namesOf().get(foldName(term)) ?? [])];
  const place = quoted ? null : placeOf(term);
  if (place && valueOfPlace(place) >= 0) {
    // Its region may be found by this name already.
    const others = values.filter(({ n, v }) => n !== filterOf("in_region") || v !== valueOfPlace(place));
    values.splice(0, values.length, ...others);
  }
  const named = (isTag) =>
    values.filter(({ n }) => content.filters[n].reading === isTag).map(({ n, v }) => valueMeaning(n, v));
  // What the document says comes before tags that it does not have.
  const placed = place && valueOfPlace(place) >= 0 ? [placeMeaning(place)] : [];
  const found = [...placed, ...named(false), textMeaning(term), ...(quoted ? [] : statementMeanings(term)), ...named(true)];
  // What adds nothing to those before is left out.
  const seen = new Set();
  const adding = found.filter(({ kept }) => {
    const adds = [...kept].some((place) => !seen.has(place));
    for (const place of kept) seen.add(place);
    return adds;
  });
  return adding.length ? adding : [found.find((one) => one.kind === "text")];
}

function valueMeaning(n, v) {
  const { method, values } = content.filters[n];
  return { kind: "value", n, v, kept: new Set(values[v].kept[0]), python: `.${method}(${values[v].python})` };
}

/** Words of the text as printed; where none is, in another width, case or script; or in English. */
function textMeaning(term) {
  const printed = content.measures.some(({ text }) => text.includes(term));
  const forms = printed ? [term] : formsIn((measure) => measure.text, term);
  const english = isTranslated(term);
  if (english || !forms.length) forms.push(term);
  const holds = ({ text, english: translation }) =>
    forms.some((form) => text.includes(form)) || (english && placesIn(translation ?? "", term).length > 0);
  const python = `.mentioning(${forms.map((form) => JSON.stringify(form)).join(", ")})`;
  return { kind: "text", kept: placesWhere(holds), forms, english: english && term, python };
}

/** Words of the statement, and of what it says in English. */
function statementMeanings(term) {
  const found = [];
  const forms = formsIn((measure) => measure.statement, term);
  if (forms.length) {
    const tests = forms.map((form) => `${JSON.stringify(form)} in measure.responsibility`);
    const kept = placesWhere(({ statement }) => forms.some((form) => statement.includes(form)));
    found.push({ kind: "statement", kept, forms, python: `.where(lambda measure: ${tests.join(" or ")})` });
  }
  if (isLatin(term) && content.measures.every((measure) => measure.statementEnglish)) {
    const kept = placesWhere((measure) => placesIn(measure.statementEnglish, term).length > 0);
    const pattern = JSON.stringify(wordBeginning(term));
    const python = `.where(lambda measure: re.search(${pattern}, measure.responsibility_en, re.I))`;
    if (kept.size) found.push({ kind: "english", kept, forms: [], english: term, python });
  }
  return found;
}

const folded = new WeakMap();

/** A text with each of its characters folded, and where each character of the result is from. */
function foldedText(measure, textOf) {
  const known = folded.get(measure) ?? folded.set(measure, new Map()).get(measure);
  const text = textOf(measure);
  if (!known.has(text)) {
    const characters = [...text];
    const parts = characters.map(foldCharacter);
    known.set(text, { characters, whole: parts.join(""), from: parts.flatMap((part, n) => Array(part.length).fill(n)) });
  }
  return known.get(text);
}

/** The words that texts print which are a term in another width, case or script. */
function formsIn(textOf, term) {
  const wanted = foldText(term);
  const forms = new Set();
  for (const measure of wanted ? content.measures : []) {
    const { characters, whole, from } = foldedText(measure, textOf);
    for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + 1)) {
      const last = from[at + wanted.length - 1];
      const form = characters.slice(from[at], last + 1).join("");
      if (foldText(form) === wanted) forms.add(form);
    }
  }
  return [...forms];
}

/** Whether a term is looked for in the translation: no measure prints its Latin letters. */
const isTranslated = (term) => isLatin(term) && !content.printed.some((run) => run.includes(term));

/** A text for a regular expression of JavaScript and of Python. */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** What finds a term at the beginning of words, a space for a hyphen and a hyphen for a space. */
const wordBeginning = (term) => `(?<![A-Za-z0-9])${term.split(/[ -]+/).map(escaped).join("[ -]+")}`;

/** The places of a term in a translation, at the beginning of words. */
function placesIn(english, term) {
  const found = english.matchAll(new RegExp(wordBeginning(term), "gi"));
  return [...found].map(({ 0: words, index }) => {
    const start = [...english.slice(0, index)].length;
    return [start, start + [...words].length];
  });
}
