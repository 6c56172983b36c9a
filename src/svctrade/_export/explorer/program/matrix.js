"use strict";

/* The measures that answer, in each region. */

const SIGNS = ["·", "△", "○", "●"];

function signOf(degree) {
  const name = named(content.certainties[degree]);
  const sign = make("span", { className: `sign degree-${degree}`, ariaHidden: "true" }, SIGNS[degree]);
  return [sign, make("span", { className: "hidden" }, name)];
}

function makeMatrix(places) {
  const key = [...content.certainties.keys()].reverse().map((degree) =>
    make("li", {}, ...signOf(degree).slice(0, 1), named(content.certainties[degree])),
  );
  const chosen = content.filters.findIndex((filter) => filter.method === "in_region");
  const asked = [...state.chosen[chosen].values].map((v) => named(content.filters[chosen].values[v]));
  const heads = content.regions.map((region) => {
    const head = make("th", { scope: "col" }, naming(region));
    head.classList.toggle("asked", asked.includes(named(region)));
    return head;
  });
  const rows = places.map((place) => {
    const { number, text, english, certainty } = content.measures[place];
    const link = opening(place, numbering(number), textOf(text, english));
    const cells = [...certainty].map((degree) => make("td", {}, ...signOf(Number(degree))));
    return make("tr", {}, make("th", { scope: "row" }, link), ...cells);
  });
  const head = make("tr", {}, make("th", { scope: "col" }, word("text")), ...heads);
  const caption = make("caption", { className: "hidden" }, word("matrixCaption"));
  const grid = make("table", {}, caption, make("thead", {}, head), make("tbody", {}, ...rows));
  const scroller = make("div", { className: "scroller", tabIndex: 0, role: "region" }, grid);
  scroller.setAttribute("aria-label", word("matrixCaption"));
  const before = byId("matrix").querySelector(".scroller");
  const [top, left] = [before?.scrollTop ?? 0, before?.scrollLeft ?? 0];
  scroller.dataset.asked = JSON.stringify(asked);
  byId("matrix").replaceChildren(make("ul", { className: "key" }, ...key), scroller);
  // What is asked for stands beside the measures where there is no room for all.
  const first = heads.find((one) => one.classList.contains("asked"));
  const moves = first && before?.dataset.asked !== scroller.dataset.asked;
  scroller.scrollLeft = moves ? first.offsetLeft - head.firstChild.offsetWidth : left;
  scroller.scrollTop = top;
}
