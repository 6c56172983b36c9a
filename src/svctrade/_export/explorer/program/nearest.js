"use strict";

/* Near misses: what a term may have been meant to be, where nothing is found by it. */

/** In how many characters two words differ; a swap of neighbours is one. */
function distance(one, other) {
  let before = [];
  let last = [...other].map((_, n) => n).concat(other.length);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (same ? 0 : 1));
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (i > 1 && j > 1 && swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[other.length];
}

let vocabulary = null;

/** Every name, and every word of the translation, each by its folded form. */
function knownWords() {
  if (vocabulary) return vocabulary;
  vocabulary = new Map();
  for (const [key, [{ n, v }]] of namesOf()) vocabulary.set(key, { n, v });
  for (const { english } of content.measures) {
    for (const word of (english ?? "").toLowerCase().match(/[a-z]{4,}/g) ?? []) {
      if (!vocabulary.has(word)) vocabulary.set(word, { word });
    }
  }
  return vocabulary;
}

/** Up to three terms near one that finds nothing. */
function nearest(term) {
  const wanted = foldName(term);
  const most = isLatin(term) ? Math.max(1, Math.floor(wanted.length / 4)) : 1;
  if (wanted.length < 2 || wanted.length > 40) return [];
  const found = [];
  for (const [key, known] of knownWords()) {
    if (Math.abs(key.length - wanted.length) > most) continue;
    const far = distance(wanted, key);
    if (far <= most && far < wanted.length && isLatin(key) === isLatin(term)) found.push({ far, ...known });
  }
  const names = found
    .sort((one, other) => one.far - other.far)
    .map(({ word, n, v }) => word ?? named(content.filters[n].values[v]));
  return [...new Set(names)].slice(0, 3);
}

/** What to type in place of each term that finds nothing. */
function corrections() {
  const clauses = clausesOf(state.words);
  return clauses.flatMap((clause, at) => {
    if (keptByClause(clause).size) return [];
    return clause.flatMap(({ term }) => [...namesByPinyin(term), ...nearest(term)]).map((near) => {
      const words = clauses.map((one, n) => (n === at ? near : textOfClause(one))).join(" ");
      return { near, words };
    });
  });
}
