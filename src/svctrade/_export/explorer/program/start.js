"use strict";

/* Where the page begins, and what it listens to. */

function show() {
  const places = answer();
  showFilters();
  showCount(places);
  press(byId("views"), state.view);
  byId("list").hidden = state.view !== "list" || !places.length;
  byId("matrix").hidden = state.view !== "matrix" || !places.length;
  if (state.view === "matrix") makeMatrix(places);
  showList(places);
  showMeasure(places);
}

/** Show what the address asks for. */
function restore() {
  const { asked, unknown } = read(location.hash);
  const before = state;
  state = asked;
  if (before.lang !== state.lang || before === blank) {
    showWords();
    makeFilters();
  }
  if (before.lang !== state.lang || before.sort !== state.sort) makeList();
  byId("notice").hidden = !unknown.length;
  byId("notice").textContent = unknown.length ? word("asksFor")(unknown.join(word("joint"))) : "";
  show();
}

function listen() {
  const onClick = (id, handler) => byId(id).addEventListener("click", handler);
  onClick("skip", () => byId("heading").focus());
  onClick("reset", () => {
    ask((asked) => Object.assign(asked, { words: "", chosen: asking().chosen }));
    byId("heading").focus();
  });
  onClick("views", ({ target }) => target.value && ask((asked) => (asked.view = target.value)));
  onClick("languages", ({ target }) => {
    if (target.value) location.hash = fragmentOf({ ...state, lang: target.value });
  });
  onClick("link", () => copy(location.href.split("#")[0] + fragmentOf(state), "linkCopied"));
  onClick("copy", () => copy(python(), "copied"));
  onClick("csv", downloadCsv);
  onClick("excel", downloadExcel);
  onClick("print", () => window.print());
  byId("words").addEventListener("input", () => ask((asked) => (asked.words = byId("words").value)));
  byId("form").addEventListener("submit", (event) => event.preventDefault());
  byId("measure").addEventListener("cancel", (event) => {
    event.preventDefault();
    closeMeasure();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && state.open !== null && !byId("measure").matches(":modal")) closeMeasure();
  });
  addEventListener("hashchange", restore);
  addEventListener("DOMContentLoaded", makeList);
  crowded.addEventListener("change", () => {
    byId("measure").close();
    showMeasure(answer());
  });
  new ResizeObserver(() => table?.initialized && fit()).observe(byId("answer"));
}

byId("panel").open = !matchMedia("(max-width: 60rem)").matches;
listen();
restore();
