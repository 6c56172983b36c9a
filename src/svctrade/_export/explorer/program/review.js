"use strict";

/* The review of a plan: what a person should look at, as `Edition.review()` gives it. */

/** The items that are shown; of measures those that match. */
function itemsInView(places, { kind = state.kind } = {}) {
  const kept = new Set(places);
  const { items } = content.review;
  return [...items.keys()].filter(
    (n) => (kind === "any" || items[n].kind === kind) && (items[n].place === null || kept.has(items[n].place)),
  );
}

function kindsToChoose(places) {
  const kinds = itemsInView(places, { kind: "any" }).map((n) => content.review.items[n].kind);
  return [
    partOf("kind", "any", word("anyKind"), kinds.length),
    ...Object.entries(content.review.kinds).map(([kind, label]) =>
      partOf("kind", kind, named(label), kinds.filter((one) => one === kind).length),
    ),
  ];
}

/** The items as sections, the most urgent kinds first. */
function reviewSections(places) {
  const items = itemsInView(places).map((n) => content.review.items[n]);
  return Object.entries(content.review.kinds).flatMap(([kind, label]) => {
    const found = items.filter((item) => item.kind === kind);
    if (!found.length) return [];
    return [{ title: named(label), className: "items", things: found, rowOf: (item) => itemOf(item) }];
  });
}

/** An item: where it is, the printed words, what was assumed, the nearest known name. */
function itemOf({ place, line, words, said, nearest }, { linked: withLink = true } = {}) {
  const where = [];
  if (place === null) where.push(word("ofNoMeasure"));
  else if (withLink) where.push(opening(place, word("measureOf")(content.measures[place].number)));
  if (line !== null) where.push(`${where.length ? " · " : ""}${word("line")(line)}`);
  const item = make(
    "li",
    { className: "item" },
    make("p", { className: "meta" }, ...where),
    named(words) ? make("p", {}, printed("q", named(words))) : null,
    said[state.lang] ? metaLine("said", worded(said[state.lang])) : null,
    nearest ? metaLine("nearestName", worded(nearest)) : null,
  );
  if (withLink && place !== null && place === state.open) item.setAttribute("aria-current", "true");
  return item;
}

/** What an open measure has to check: its items, and its parties as they were read. */
function reviewOf(place, part) {
  if (!content.review) return null;
  const items = content.review.items.filter((item) => item.place === place);
  const parties = content.review.parties.filter((party) => party.place === place);
  if (!items.length && !parties.length) return null;
  // Over the list the measure would hide its items.
  const open = crowded.matches ? null : state.open;
  const link = make("a", { href: fragmentOf({ ...state, view: "review", kind: "any", open }) }, word("toReview"));
  const item = (one) => {
    const made = itemOf(one, { linked: false });
    made.prepend(make("strong", {}, named(content.review.kinds[one.kind])));
    return made;
  };
  return make(
    "div",
    {},
    items.length ? part(word("itemsOf"), make("ul", { className: "items" }, ...items.map(item)), make("p", {}, link)) : null,
    parties.length ? part(word("partiesRead"), make("ul", { className: "items" }, ...parties.map(partyOf))) : null,
  );
}

/** A party: the printed words, its roles, what it was taken for, the nearest known name. */
function partyOf({ party, roles, name, kind, nearest }) {
  const { values } = content.filters[filterOf("with_role")];
  const labels = roles.split("、").map((role) => values.find((one) => one.typed === role)).filter(Boolean).map(named);
  return make(
    "li",
    {},
    printed("span", party),
    labels.length ? make("span", { className: "meta" }, ` · ${labels.join(word("joint"))}`) : null,
    metaLine("readAs", worded(name), ...bracketed(word("partyKinds")[kind])),
    nearest ? metaLine("nearestName", worded(nearest)) : null,
  );
}

/** The items in view as they are printed. */
function paperReview(places) {
  const rows = itemsInView(places).map((n) => {
    const { kind, place, line, words, said, nearest } = content.review.items[n];
    return [
      place === null ? "" : String(content.measures[place].number),
      line === null ? "" : String(line),
      named(content.review.kinds[kind]),
      printed("span", named(words)),
      worded(said[state.lang]),
      nearest ? worded(nearest) : "",
    ];
  });
  const made = plainTable(["number", "lineHead", "kind", "asPrinted", "said", "nearestName"].map(word), rows);
  made.className = "review";
  return make("div", {}, make("p", {}, content.review.summary[state.lang]), made);
}
