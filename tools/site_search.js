/*
 * What the search of the site adds to that of Sphinx: Chinese words.
 *
 * Chinese is written without spaces. A stretch of it is looked for by its pairs of characters, as
 * site_search.py puts them into the index, so that any word is found, of two characters or more.
 */

const HAN = "\\u3007\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const WORD = new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{N}_])+`, "gu");
const IS_HAN = new RegExp(`^[${HAN}]`, "u");

function splitQuery(query) {
  return (query.match(WORD) ?? []).flatMap((word) => {
    const characters = [...word];
    if (!IS_HAN.test(word) || characters.length === 1) return [word];
    return characters.slice(1).map((second, n) => characters[n] + second);
  });
}

if (typeof Search !== "undefined") {
  // Sphinx wants all words, but passes over short ones where some are long. Here a page has to have
  // all, or the most that any has. Of a sentence, such as a pasted message, half are enough: it
  // speaks of things that no page knows. More words stand higher.
  const SENTENCE = 5;
  // Of equals, the page of a measure, a body or a region stands before those that list it.
  const OF_A_THING = /^data\/\w+\/(?!index$)/;
  const pagesOf = Search.performTermsSearch;
  Search.performTermsSearch = (words, excluded) => {
    const pages = new Map();
    for (const word of words) {
      for (const result of pagesOf(new Set([word]), excluded)) {
        const page = pages.get(result[0]) ?? { result, words: 0, score: 0 };
        page.words += 1;
        page.score += result[4];
        pages.set(result[0], page);
      }
    }
    const found = [...pages.values()];
    const sentence = [...words].filter((word) => !IS_HAN.test(word)).length >= SENTENCE;
    const most = Math.max(...found.map((page) => page.words));
    const enough = sentence ? Math.min(most, words.size / 2) : most;
    return found
      .filter((page) => page.words >= enough)
      .map(({ result, score }) => {
        const bonus = OF_A_THING.test(result[0]) ? 1 : 0;
        return Object.assign([...result], { 4: score / words.size + bonus });
      });
  };

  // A pasted message quotes what it was about, which is no part of it: 'Xiamen'.
  const QUOTED = /\B'[^']*'\B/g;
  // What is marked on a page, and shown around it in the list, are whole words and not their pairs.
  let whole = [];
  const parse = Search._parseQuery;
  Search._parseQuery = (asked) => {
    const unquoted = asked.replace(QUOTED, " ");
    const query = splitQuery(unquoted).length ? unquoted : asked;
    const parts = parse(query);
    // Numbers are words here: measures are known by them.
    const numbers = splitQuery(query).filter((word) => /^\d+$/.test(word));
    numbers.forEach((number) => parts[1].add(number));
    whole = query.toLowerCase().match(WORD) ?? [];
    parts[3] = new Set(whole);
    localStorage.setItem("sphinx_highlight_terms", whole.join(" "));
    return parts;
  };
  const summary = Search.makeSearchSummary;
  Search.makeSearchSummary = (text, words, anchor) => summary(text, [...words, ...whole], anchor);
}
