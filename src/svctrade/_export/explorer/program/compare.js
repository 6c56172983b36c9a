"use strict";

/* Two to five regions or bodies side by side. */

const comparedValues = () => state.compared.map((v) => content.filters[filterOf(state.by)].values[v]);

function showCompare(places) {
  const whole = answer({ uncut: true });
  const parts = [choosing(), ...(isComparing() ? [partsToChoose(whole)] : [make("p", { className: "hint" }, word("compareHint"))])];
  if (isComparing() && places.length) parts.push(comparison(ordered(places)));
  const focused = document.activeElement?.closest("#compare") && document.activeElement.dataset.key;
  byId("compare").replaceChildren(...parts);
  if (focused) byId("compare").querySelector(`[data-key="${focused}"]`)?.focus();
}

/** What is compared: regions or bodies, and which of them. */
function choosing() {
  const n = filterOf(state.by);
  const { values } = content.filters[n];
  const kinds = COMPARED.filter((method) => content.filters[filterOf(method)].values.length > 1).map((method) => {
    const kind = make("option", { value: method }, word(method));
    kind.selected = method === state.by;
    return kind;
  });
  const kind = make("select", {}, ...kinds);
  kind.dataset.key = "kind";
  kind.addEventListener("change", () => ask((query) => Object.assign(query, { by: kind.value, compared: [], part: "any" })));
  const rest = orderOf(content.filters[n]).filter((v) => !state.compared.includes(v));
  const options = rest.map((v) => make("option", { value: v }, named(values[v])));
  const add = make("select", { disabled: state.compared.length >= MOST_COMPARED }, make("option", { value: "" }, word("choose")), ...options);
  add.dataset.key = "add";
  add.addEventListener("change", () => add.value && ask((query) => query.compared.push(Number(add.value))));
  const chosen = state.compared.map((v, at) => {
    const label = word("remove")(named(values[v]));
    const button = buttonOf(named(values[v]), () => ask((query) => Object.assign(query, { compared: query.compared.filter((one) => one !== v), part: "any" })), { ariaLabel: label });
    button.dataset.key = `compared-${at}`;
    return make("li", {}, button);
  });
  return make(
    "div",
    { className: "choosing" },
    make("label", {}, word("compareBy"), kind),
    make("label", {}, word("addCompared"), add),
    make("ul", { className: "chips" }, ...chosen),
  );
}

/** The parts of a comparison with their counts: shared, different, only in one. */
function partsToChoose(whole) {
  const sets = comparedSets();
  const names = comparedValues().map(named);
  const nameOf = (part) => {
    const only = /^only-(\d)$/.exec(part);
    return only ? word("only")(names[only[1] - 1]) : word(part === "any" ? "inAny" : part);
  };
  const buttons = partsOf(state).map((part) => {
    const count = whole.filter((place) => isInPart(place, part, sets)).length;
    const button = buttonOf(`${nameOf(part)} · ${count}`, () => ask((query) => (query.part = part)), { value: part });
    button.setAttribute("aria-pressed", String(part === state.part));
    button.dataset.key = part;
    return button;
  });
  return make("div", { className: "parts", role: "group", ariaLabel: word("part") }, ...buttons);
}

/** What a measure has of a thing that is compared: a degree of certainty, or roles. */
function heldBy(place, v) {
  const n = filterOf(state.by);
  const value = content.filters[n].values[v];
  if (state.by === "in_region") {
    const at = content.regions.findIndex((region) => region.zh === value.zh);
    return { degree: Number(content.measures[place].certainty[at]) };
  }
  const { choices } = content.filters[n];
  const roles = choices.flatMap((choice, c) => (choice && value.kept[c].includes(place) ? [named(choice)] : []));
  const { lead, basis } = content.measures[place];
  if (lead?.zh === value.zh) roles.push(`${word("lead")}${bracketed(named(basis)).join("")}`);
  return { roles, degree: value.kept[0].includes(place) ? 3 : 0 };
}

function contentOfCell(place, v) {
  const { degree, roles } = heldBy(place, v);
  if (!roles) return [...signOf(degree).slice(0, 1), named(content.certainties[degree])];
  return [degree ? roles.join(word("joint")) || word("involved") : "–"];
}

function comparison(places) {
  const heads = comparedValues().map((value) => make("th", { scope: "col" }, naming(value)));
  const rows = places.map((place) => {
    const { number, text, english } = content.measures[place];
    const cells = state.compared.map((v) => {
      const button = buttonOf("", () => showWhy(place, filterOf(state.by), v), { className: "cell" });
      button.append(...contentOfCell(place, v));
      return make("td", {}, button);
    });
    const degrees = new Set(state.compared.map((v) => JSON.stringify(heldBy(place, v))));
    const link = opening(place, numbering(number), " ", textOf(text, english));
    return make("tr", { className: degrees.size > 1 ? "differs" : "" }, make("th", { scope: "row" }, link), ...cells);
  });
  const head = make("tr", {}, make("th", { scope: "col" }, word("text")), ...heads);
  const caption = make("caption", { className: "hidden" }, word("compare"));
  const table = make("table", {}, caption, make("thead", {}, head), make("tbody", {}, ...rows));
  return make("div", { className: "across", tabIndex: 0, role: "region", ariaLabel: word("compare") }, table);
}

/** Why a measure has, or does not have, what a cell says: in a box over the page. */
function showWhy(place, n, v) {
  const measure = content.measures[place];
  const { method, values, choices } = content.filters[n];
  // For a region the widest degree, so that what only may apply is explained too.
  const widest = method === "in_region" ? choices.findIndex((one) => one?.typed === "possible") : 0;
  const reasons = reasonsOfValue(n, v, Math.max(widest, 0), place);
  const marks = reasons.filter((one) => one.where === "responsibility" && one.span).map((one) => one.span);
  const close = buttonOf(word("close"), () => byId("why").hidePopover());
  byId("why").replaceChildren(
    make("div", { className: "bar" }, make("strong", {}, numbering(measure.number), " ", naming(values[v])), close),
    ...(method === "in_region" ? [make("p", {}, ...signedDegree(measure, values[v]))] : []),
    reasons.length
      ? make("ul", { className: "reasons" }, ...reasons.map((one) => whyOf(one, measure)))
      : make("p", {}, word("absent")(named(values[v]))),
    make("h3", {}, word("statement")),
    ...(state.lang === "en" && measure.statementEnglish ? [make("p", { className: "translation" }, measure.statementEnglish)] : []),
    printed("blockquote", ...marked(measure.statement, marks)),
    make("p", {}, opening(place, word("openMeasure"))),
  );
  byId("why").showPopover();
  close.focus();
}

function signedDegree(measure, value) {
  const degree = Number(measure.certainty[content.regions.findIndex((region) => region.zh === value.zh)]);
  const name = make("span", {}, named(content.certainties[degree]));
  if (content.certainties[degree].definition) name.title = named(content.certainties[degree].definition);
  return [...signOf(degree).slice(0, 1), name];
}
