"use strict";

/* The filters, and what is above the results. */

// A list of more values has a box to narrow it, and those with the most measures come first.
const LONG = 12;

/** Change the query and show what follows. A step can be undone by the Back button. */
function ask(change, { step = true } = {}) {
  change(state);
  if (!partsOf(state).includes(state.part)) state.part = "any";
  byId("notice").hidden = true;
  show();
  const fragment = fragmentOf(state);
  if (fragment === location.hash) return;
  // Last, because a browser may refuse where it is done too often.
  history[step ? "pushState" : "replaceState"](null, "", fragment);
}

function press(group, value) {
  for (const button of group.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
}

/** Make the filters anew: of each its option and its values, as boxes to tick. */
function makeFilters() {
  const open = new Set([...document.querySelectorAll(".filter[open]")].map((one) => one.dataset.n));
  const made = content.filters.map((filter, n) => {
    if (!filter.values.length) return null;
    const fields = make("fieldset", {}, make("legend", { className: "hidden" }, title(filter.method)));
    if (filter.option) fields.append(optionOf(filter, n));
    if (filter.values.length > 1) fields.append(matchOf(n));
    const values = make("div", { className: "values" });
    if (filter.values.length > LONG) fields.append(narrowing(filter, values));
    fields.append(values);
    const chosen = make("span", { className: "chosen" });
    const summary = make("summary", {}, make("span", {}, title(filter.method)), chosen);
    const element = make("details", { className: "filter", open: open.has(String(n)) }, summary, fields);
    element.dataset.n = n;
    // Its boxes are made when it is opened.
    summary.addEventListener("click", () => fillFilter(element));
    element.addEventListener("toggle", () => element.open && showFilters());
    return element;
  });
  byId("filters").replaceChildren(...made.filter(Boolean));
}

function fillFilter(element) {
  const n = Number(element.dataset.n);
  const filter = content.filters[n];
  const values = element.querySelector(".values");
  if (values.childElementCount) return;
  values.append(...orderOf(filter).map((v) => boxOf(filter, n, v)));
  showTallies(element);
}

/** The order of a filter's values: of many bodies or topics those with the most measures first. */
function orderOf({ method, values }) {
  const places = [...values.keys()];
  if (values.length <= LONG || method === "in_region") return places;
  return places.sort((one, other) => values[other].kept[0].length - values[one].kept[0].length || one - other);
}

function boxOf(filter, n, v) {
  const value = filter.values[v];
  const box = make("input", { type: "checkbox", value: v });
  box.addEventListener("change", () => {
    ask(({ chosen }) => {
      chosen[n].not.delete(v);
      chosen[n].values[box.checked ? "add" : "delete"](v);
    });
  });
  const name = naming(value);
  if (value.definition) name.title = named(value.definition);
  return make("label", {}, box, name, make("span", { className: "tally" }));
}

/** A box that narrows a long list to the values of a name. */
function narrowing(filter, values) {
  const label = word("narrow")(title(filter.method));
  const box = make("input", { type: "search", className: "narrow", placeholder: word("narrowHint"), ariaLabel: label });
  box.addEventListener("input", () => {
    for (const one of values.children) {
      const value = filter.values[one.firstChild.value];
      one.hidden = box.value.trim() !== "" && fitOf(filter, value, box.value) === null;
    }
  });
  return box;
}

function selectOf(name, options, chosen, change) {
  const select = make("select", {}, ...options);
  select.dataset.chosen = chosen;
  select.addEventListener("change", () => ask(({ chosen: all }) => change(all, select.value)));
  return make("label", { className: "option" }, name, select);
}

function optionOf(filter, n) {
  const options = filter.choices.map((choice, c) => {
    const option = make("option", { value: c }, choice === null ? word("any") : named(choice));
    if (choice?.definition) option.title = named(choice.definition);
    return option;
  });
  // Degrees from the most certain to the least; other options keep their order.
  const rank = ({ value }) => content.certainties.findIndex(({ zh }) => zh === filter.choices[value]?.zh);
  options.sort((one, other) => rank(other) - rank(one));
  return selectOf(word(filter.option), options, "choice", (all, value) => (all[n].choice = Number(value)));
}

function matchOf(n) {
  const options = ["anyOf", "everyOf"].map((name, all) => make("option", { value: all }, word(name)));
  return selectOf(word("match"), options, "all", (all, value) => (all[n].all = value === "1"));
}

/** Show in the filters what is chosen, and how many measures each value would leave. */
function showFilters() {
  for (const element of document.querySelectorAll(".filter")) {
    const n = Number(element.dataset.n);
    const filter = content.filters[n];
    const { values, not } = state.chosen[n];
    for (const select of element.querySelectorAll("select")) {
      select.value = Number(state.chosen[n][select.dataset.chosen]);
      // How values are joined matters where there are several.
      if (select.dataset.chosen === "all") select.parentElement.hidden = values.size < 2;
    }
    const names = [...values].map((value) => named(filter.values[value]));
    const excluded = [...not].map((value) => word("not")(named(filter.values[value])));
    element.querySelector(".chosen").textContent = [...names, ...excluded].join(word("joint"));
    if (!element.open) continue;
    fillFilter(element);
    showTallies(element);
  }
  const box = byId("words");
  if (box.dataset.typing === undefined && box.value !== state.words) box.value = state.words;
}

function showTallies(element) {
  const n = Number(element.dataset.n);
  const { values, not, choice } = state.chosen[n];
  const rest = new Set(answer({ leftOut: n }));
  for (const box of element.querySelectorAll("input[type=checkbox]")) {
    const v = Number(box.value);
    const tally = content.filters[n].values[v].kept[choice].filter((place) => rest.has(place)).length;
    box.checked = values.has(v) || not.has(v);
    box.parentElement.classList.toggle("idle", !tally);
    box.parentElement.classList.toggle("excluded", not.has(v));
    box.parentElement.lastChild.textContent = tally;
  }
}

function buttonOf(text, act, properties = {}) {
  const button = make("button", { type: "button", ...properties }, text);
  button.addEventListener("click", act);
  return button;
}

/** Change the query from a chip, which is gone afterwards. */
function askFromChip(change) {
  ask(change);
  byId("heading").focus({ preventScroll: true });
}

function chipOf(chip) {
  const remove = buttonOf(chip.text, () => askFromChip(chip.remove), { ariaLabel: word("remove")(chip.text) });
  if (chip.title) remove.title = chip.title;
  const item = make("li", {}, remove);
  if (chip.toggle) {
    const name = word(chip.excluded ? "include" : "exclude");
    const label = `${name}${word("colon")}${chip.text}`;
    item.prepend(buttonOf(name, () => askFromChip(chip.toggle), { className: "toggle", ariaLabel: label }));
  }
  return item;
}

function showCount(places) {
  const parts = chips();
  byId("count").textContent = countOf(places.length);
  byId("reset").hidden = !parts.length;
  byId("chips").replaceChildren(...parts.map(chipOf));
  byId("results").textContent = word("results")(places.length);
  byId("empty").hidden = places.length > 0;
  byId("empty").replaceChildren(...(places.length ? [] : emptyOf(parts)));
  byId("python").textContent = python();
}

/** Where nothing matches: near misses, and what to take away. */
function emptyOf(parts) {
  const near = corrections().map(({ near: text, words }) =>
    make("li", {}, buttonOf(text, () => askFromChip((query) => (query.words = words)))),
  );
  const ways = parts.map((chip) =>
    make("li", {}, buttonOf(word("add")(chip.text, without(chip)), () => askFromChip(chip.remove))),
  );
  return [
    make("p", {}, word(parts.length ? "none" : "noneToRemove")),
    near.length ? make("div", { className: "near" }, word("near"), make("ul", {}, ...near)) : null,
    make("ul", {}, ...ways),
  ].filter(Boolean);
}

/** The fragment that opens a measure, and leaves all else as it is. */
const openingOf = (base, place) => `${base}&open=${encodeURIComponent(content.measures[place].number)}`;

/** A link that opens a measure. */
function opening(place, ...children) {
  const link = make("a", { href: openingOf(closedFragment(), place) }, ...children);
  link.dataset.place = place;
  return link;
}
