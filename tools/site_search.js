/*
 * What the search of the site adds to that of Sphinx: Chinese words, synonyms, names and numbers.
 *
 * Chinese is written without spaces. A stretch of it is looked for by its pairs of characters, as
 * site_search.py puts them into the index, so that any word is found, of two characters or more.
 * ENTRIES, NAMES and TRADITIONAL are written before this by site_search.py.
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
  // Pages that explain come before the data; of equals, the page of a measure, a body or a region
  // comes before those that list it.
  const OF_A_THING = /^data\/\w+\/(?!index$)/;
  const EXPLAINS = /^(?!data\/|reference\/|CHANGELOG|topics$|data$|errors$|genindex)/;
  const bonusOf = (page) => (OF_A_THING.test(page) ? 1 : EXPLAINS.test(page) ? 5 : 0);
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
        return Object.assign([...result], { 4: score / words.size + bonusOf(result[0]) });
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
  // Words that ask and do not say what for.
  const ASKING = (
    "a an the what which who how where do does did i can is are was be in of to for on about from " +
    "my you your it this there any get use make find 如何 怎么 怎样 什么 哪些 哪里 哪个 请问 可以 " +
    "吗 呢 的 了 是 有 在 我 能 这 那 为 和 与 或"
  ).split(" ");
  const LATIN = "[\\p{Script=Latin}\\p{N}]";
  const LETTER = /[\p{L}\p{N}]/u;
  const simplified = (text) =>
    [...text.normalize("NFKC").toLowerCase()].map((sign) => TRADITIONAL[sign] ?? sign).join("");
  const patternOf = (words) =>
    words.length
      ? new RegExp(
          [...words]
            .sort((one, other) => other.length - one.length)
            .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
            .map((word) => (IS_HAN.test(word) ? word : `(?<!${LATIN})${word}(?!${LATIN})`))
            .join("|"),
          "gu",
        )
      : /$^/g;
  const patterns = ENTRIES.map(({ pages, words, besides }) => ({
    pages,
    words: patternOf(words),
    besides: patternOf([...besides, ...ASKING]),
  }));
  const MEASURE = /^(?:measure|no\.?|第)?\s*(\d{1,4})\s*(?:项|项举措)?$/;

  // The pages for a query, best first: of a number, of a name, and of what ENTRIES has.
  function pagesFor(query) {
    const text = simplified(query).trim();
    const pages = [];
    const number = MEASURE.exec(text)?.[1];
    if (number) pages.push(`data/measures/${Number(number)}`);
    const name = text.replace(/\s+/g, "");
    if (Object.hasOwn(NAMES, name)) pages.push(NAMES[name]);
    for (const entry of patterns) {
      const rest = text.replace(entry.words, " ");
      if (rest !== text && !LETTER.test(rest.replace(entry.besides, " "))) pages.push(...entry.pages);
    }
    return [...new Set(pages)];
  }

  const BEST = 1000;
  const perform = Search._performSearch;
  Search._performSearch = (query, ...terms) => {
    const { docnames, titles, filenames } = Search._index;
    const chosen = pagesFor(query)
      .map((page, rank) => [docnames.indexOf(page), rank])
      .filter(([at]) => at >= 0)
      .map(([at, rank]) => {
        const score = BEST - rank;
        return [docnames[at], titles[at], "", null, score, filenames[at], SearchResultKind.title];
      });
    // The list is read from its end. Measures come in the order of their numbers.
    const all = [...perform(query, ...terms), ...chosen];
    const order = new Intl.Collator(undefined, { numeric: true });
    all.sort((one, other) => one[4] - other[4] || order.compare(other[0], one[0]));
    // A page is listed once; names of the reference have their own places.
    const seen = new Set();
    return all
      .reverse()
      .filter((result) => {
        const place = result[6] === SearchResultKind.object ? result[0] + result[2] : result[0];
        return !seen.has(place) && seen.add(place);
      })
      .reverse();
  };

  const summary = Search.makeSearchSummary;
  Search.makeSearchSummary = (text, words, anchor) => summary(text, [...words, ...whole], anchor);
}
