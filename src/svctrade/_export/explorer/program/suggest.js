"use strict";

/* What is suggested while one types: a combobox of the pattern of WAI-ARIA. */

const MOST_SUGGESTED = 8;
let suggested = [];
let active = -1;
let composing = false;

/** The last term of the box, which is being typed, and what is before it. */
function lastTerm() {
  const { value } = byId("words");
  const [before] = /^(?:.*[\s，、,;；])?/u.exec(value);
  return [before, value.slice(before.length)];
}

const keys = new WeakMap();
const spellings = new WeakMap();

/** The names of a value of a filter: each as it is compared, and its words. */
function keysOf(filter, value) {
  if (!keys.has(value)) {
    // A body that leads has the names that it has where it is involved.
    const others = filter.method === "led_by" ? content.filters[filterOf("involving")].values : [value];
    const { names: known = [], spelt = [] } = others.find((one) => one.typed === value.typed) ?? {};
    const names = [...new Set([value.zh, value.en, ...known])];
    spellings.set(value, spelt);
    keys.set(value, names.map((name) => ({ key: foldName(name), words: foldText(name).split(/[^a-z0-9]+/) })));
  }
  return keys.get(value);
}

/** How well a value fits what is typed: 0 the same, 1 begins with it, 2 a word of it does, else null. */
function fitOf(filter, value, typed) {
  const wanted = foldName(typed);
  const start = foldText(typed.trim());
  const latin = isLatin(typed);
  let best = null;
  for (const { key, words } of keysOf(filter, value)) {
    const inside = latin ? words.some((one) => one.startsWith(start)) : wanted.length > 1 && key.includes(wanted);
    const fit = key === wanted ? 0 : key.startsWith(wanted) ? 1 : inside ? 2 : null;
    if (fit !== null && (best === null || fit < best)) best = fit;
  }
  const spelt = latin ? fitOfPinyin(spellings.get(value), typed) : null;
  return spelt !== null && (best === null || spelt < best) ? spelt : best;
}

/** Values of filters and measures whose name fits what is typed, the best first. */
function suggestionsFor(before, typed) {
  const rest = new Set(answer({ query: { ...state, words: before } }));
  const found = [];
  content.filters.forEach((filter, n) => {
    filter.values.forEach((value, v) => {
      const fit = fitOf(filter, value, typed);
      if (fit === null) return;
      const count = value.kept[state.chosen[n].choice].filter((place) => rest.has(place)).length;
      if (count) found.push({ fit, n, v, count, name: title(filter.method), value });
    });
  });
  const n = filterOf("in_region");
  for (const { v, form } of placesFor(typed)) {
    const value = content.filters[n].values[v];
    const count = value.kept[state.chosen[n].choice].filter((place) => rest.has(place)).length;
    // The region itself comes before its places.
    if (count && !found.some((one) => one.n === n && one.v === v)) {
      found.push({ fit: 2, n, v, count, name: title("in_region"), value, form });
    }
  }
  found.sort((one, other) => one.fit - other.fit || one.n - other.n || other.count - one.count);
  return found.slice(0, MOST_SUGGESTED);
}

function suggest() {
  const { value } = byId("words");
  const [before, last] = lastTerm();
  // The whole of the box may be one name.
  const whole = value.trim().includes(" ") ? suggestionsFor("", value.trim()).map((one) => ({ ...one, before: "" })) : [];
  const part = last.length && !/^["“-]/u.test(last) ? suggestionsFor(before, last).map((one) => ({ ...one, before })) : [];
  suggested = value.trim() ? (whole.length ? whole : part) : [];
  active = -1;
  showSuggestions();
}

function showSuggestions() {
  const list = byId("suggestions");
  const options = suggested.map(({ name, value, count, form }, at) => {
    const option = make(
      "li",
      { id: `suggestion-${at}`, role: "option", ariaSelected: String(at === active) },
      make("span", { className: "kind" }, `${name}${word("colon")}`),
      naming(value),
      form ? make("span", {}, bracketed(form).join("")) : null,
      make("span", { className: "tally" }, String(count)),
    );
    // The box keeps the focus.
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => pick(at));
    return option;
  });
  list.replaceChildren(...options);
  list.hidden = !options.length;
  const box = byId("words");
  box.setAttribute("aria-expanded", String(options.length > 0));
  if (active >= 0) box.setAttribute("aria-activedescendant", `suggestion-${active}`);
  else box.removeAttribute("aria-activedescendant");
  options[active]?.scrollIntoView({ block: "nearest" });
}

function hideSuggestions() {
  suggested = [];
  showSuggestions();
}

/** Choose a suggestion: its filter in place of what was typed. */
function pick(at) {
  const { n, v, before } = suggested[at];
  byId("words").value = before;
  hideSuggestions();
  ask((query) => {
    query.words = before.trim();
    query.chosen[n].not.delete(v);
    query.chosen[n].values.add(v);
  });
}

/** Search for what is in the box. Words that an input method has not finished are left alone. */
function typed() {
  if (composing) return;
  const first = !byId("words").dataset.typing;
  byId("words").dataset.typing = "yes";
  ask((query) => (query.words = byId("words").value), { step: first });
  suggest();
}

function listenToWords() {
  const box = byId("words");
  box.addEventListener("compositionstart", () => (composing = true));
  box.addEventListener("compositionend", () => {
    composing = false;
    typed();
  });
  box.addEventListener("input", (event) => event.isComposing || typed());
  box.addEventListener("change", () => delete box.dataset.typing);
  box.addEventListener("blur", () => {
    delete box.dataset.typing;
    hideSuggestions();
  });
  box.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step && !suggested.length && box.value) suggest();
    if (step && suggested.length) {
      active = (active + step + suggested.length + (active < 0 && step < 0 ? 1 : 0)) % suggested.length;
      showSuggestions();
    } else if (key === "Enter" && active >= 0) {
      pick(active);
    } else if (key === "Enter") {
      hideSuggestions();
    } else if (key === "Escape" && (suggested.length || box.value)) {
      // Escape does one thing: it closes the suggestions, else it empties the box.
      event.stopPropagation();
      if (suggested.length) {
        event.preventDefault();
        hideSuggestions();
      }
      return;
    } else {
      return;
    }
    event.preventDefault();
  });
}
