"use strict";

/* The filters, and what stands above the answer. */

/** Change what is asked, and show what follows; the link follows too. */
function ask(change) {
  change(state);
  byId("notice").hidden = true;
  show();
  // Last, because a browser may refuse where it is done too often.
  history.replaceState(null, "", fragmentOf(state));
}

function showWords() {
  document.documentElement.lang = state.lang === "zh" ? "zh-Hans" : "en";
  document.title = `${word("explorer")} · ${content.edition} · svctrade`;
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = word(element.dataset.word);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", word(element.dataset.label));
  }
  byId("title").textContent = named(content.title) || content.edition;
  byId("title").lang = langOf(content.title);
  byId("period").textContent = named(content.period);
  byId("period").hidden = !named(content.period);
  byId("translation").textContent = content.translation ?? "";
  byId("translation").hidden = state.lang !== "en" || !content.translation;
  byId("cited").textContent = content.cited[state.lang];
  const part = content.measures.length < content.whole;
  byId("within").hidden = !part;
  byId("within").textContent = part ? word("within")(content.question, content.whole) : "";
  press(byId("languages"), state.lang);
  const refused = content.tables[state.lang].sheet.refused;
  byId("excel").disabled = Boolean(refused);
  byId("excel").title = refused ? `${word("refused")}${word("colon")}${refused}` : "";
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
    const boxes = filter.values.map((value, v) => {
      const box = make("input", { type: "checkbox", value: v });
      box.addEventListener("change", () => {
        ask(({ chosen }) => chosen[n].values[box.checked ? "add" : "delete"](v));
      });
      return make("label", {}, box, naming(value), make("span", { className: "tally" }));
    });
    const fields = make("fieldset", {}, make("legend", { className: "hidden" }, title(filter.method)));
    if (filter.option) fields.append(optionOf(filter, n));
    fields.append(make("div", { className: "values" }, ...boxes));
    const chosen = make("span", { className: "chosen" });
    const summary = make("summary", {}, make("span", {}, title(filter.method)), chosen);
    const element = make("details", { className: "filter", open: open.has(String(n)) }, summary, fields);
    element.dataset.n = n;
    return element;
  });
  byId("filters").replaceChildren(...made.filter(Boolean));
}

function optionOf(filter, n) {
  const options = filter.choices.map((choice, c) =>
    make("option", { value: c }, choice === null ? word("any") : named(choice)),
  );
  const select = make("select", {}, ...options);
  select.addEventListener("change", () => ask(({ chosen }) => (chosen[n].choice = Number(select.value))));
  return make("label", { className: "option" }, word(filter.option), select);
}

/** Show in the filters what is chosen, and how many measures each value would leave. */
function showFilters() {
  for (const element of document.querySelectorAll(".filter")) {
    const n = Number(element.dataset.n);
    const filter = content.filters[n];
    const { values, choice } = state.chosen[n];
    const rest = new Set(answer(n));
    const select = element.querySelector("select");
    if (select) select.value = choice;
    for (const box of element.querySelectorAll("input")) {
      const kept = filter.values[box.value].kept[choice];
      const tally = kept.filter((place) => rest.has(place)).length;
      box.checked = values.has(Number(box.value));
      box.parentElement.classList.toggle("idle", !tally);
      box.parentElement.lastChild.textContent = tally;
    }
    const names = [...values].map((value) => named(filter.values[value]));
    element.querySelector(".chosen").textContent = names.join(word("joint"));
  }
  if (termsOf(byId("words").value).join(" ") !== termsOf(state.words).join(" ")) {
    byId("words").value = state.words;
  }
}

/** How many measures are left where one thing less is asked. */
function without(chip) {
  const kept = state;
  state = { ...kept, chosen: kept.chosen.map((one) => ({ ...one, values: new Set(one.values) })) };
  chip.remove(state);
  const count = answer().length;
  state = kept;
  return count;
}

function showCount(places) {
  const asked = chips();
  byId("count").textContent = word("count")(places.length, content.measures.length);
  byId("reset").hidden = !asked.length;
  const removing = (chip, text) => {
    const button = make("button", { type: "button" }, text);
    button.addEventListener("click", () => {
      ask(chip.remove);
      byId("heading").focus();
    });
    return button;
  };
  byId("chips").replaceChildren(
    ...asked.map((chip) => {
      const button = removing(chip, chip.text);
      button.setAttribute("aria-label", word("remove")(chip.text));
      return make("li", {}, button);
    }),
  );
  byId("empty").hidden = places.length > 0;
  const ways = asked.map((chip) => make("li", {}, removing(chip, word("add")(chip.text, without(chip)))));
  byId("empty").replaceChildren(
    make("p", {}, word(asked.length ? "none" : "noneToRemove")),
    make("ul", {}, ...ways),
  );
  byId("python").textContent = python();
}

/** A link that opens a measure, and leaves all else as it is. */
function opening(place, ...children) {
  const link = make("a", { href: fragmentOf({ ...state, open: place }) }, ...children);
  link.dataset.place = place;
  return link;
}
