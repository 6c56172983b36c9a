"use strict";

/* Where the page begins, and what it listens to. */

function show() {
  closed = null;
  const places = answer();
  showFilters();
  showCount(places);
  press(byId("views"), state.view);
  byId("list").hidden = state.view !== "list" || !places.length;
  byId("matrix").hidden = state.view !== "matrix" || !places.length;
  byId("compare").hidden = state.view !== "compare";
  if (state.view === "matrix") makeMatrix(places);
  if (state.view === "compare") showCompare(places);
  byId("charts").hidden = state.view !== "charts" || !places.length;
  if (state.view === "charts" && places.length) showCharts(places);
  showPlan(places);
  showList(places);
  showMeasure(places);
  offerExcel();
}

/** Show the terms and the filters in the language of the page. */
function showChoices() {
  byId("terms").replaceChildren(...termsOf());
  makeFilters();
  showFilters();
}

/** Show what the address has. */
function restore() {
  const { query, unknown } = read(location.hash);
  const before = state;
  state = query;
  if (before.lang !== state.lang || before === blank) showWords();
  if (before.lang !== state.lang && before !== blank) showChoices();
  delete byId("words").dataset.typing;
  byId("notice").hidden = !unknown.length;
  byId("notice").textContent = unknown.length ? word("asksFor")(unknown.join(word("joint"))) : "";
  show();
}

/** Escape does one thing: the search box, the box over the page and a dialog take theirs before. */
function escaping(event) {
  if (event.key !== "Escape" || event.defaultPrevented || byId("why").matches(":popover-open")) return;
  if (state.open !== null && !byId("measure").matches(":modal")) closeMeasure();
}

function listen() {
  const onClick = (id, handler) => byId(id).addEventListener("click", handler);
  const toResults = () => {
    byId("heading").focus();
    byId("answer").scrollIntoView();
  };
  for (const id of ["skip", "results", "after"]) onClick(id, toResults);
  onClick("reset", () => {
    ask((query) => Object.assign(query, { words: "", chosen: unchosen() }));
    byId("heading").focus({ preventScroll: true });
  });
  onClick("views", ({ target }) => target.value && ask((query) => (query.view = target.value)));
  onClick("languages", ({ target }) => {
    if (target.value) location.hash = fragmentOf({ ...state, lang: target.value });
  });
  onClick("link", copyLink);
  onClick("copy", () => copy(python(), "copied"));
  onClick("csv", downloadCsv);
  onClick("excel", downloadExcel);
  onClick("print", () => window.print());
  listenToWords();
  byId("form").addEventListener("submit", (event) => event.preventDefault());
  byId("measure").addEventListener("cancel", (event) => {
    event.preventDefault();
    closeMeasure();
  });
  byId("why").addEventListener("click", ({ target }) => target.closest("a") && byId("why").hidePopover());
  document.addEventListener("keydown", escaping);
  addEventListener("hashchange", restore);
  addEventListener("beforeprint", makePaper);
  listenToTheme();
  crowded.addEventListener("change", () => {
    if (matchMedia("print").matches) return;
    byId("measure").close();
    showMeasure(answer());
  });
}

/** Show the page as its address asks for, and say for which address. */
function begin() {
  document.documentElement.classList.remove("waiting");
  restore();
  return location.hash;
}

byId("panel").open = !matchMedia("(max-width: 60rem)").matches;
offerPlanViews();
// A list is shown at once; what needs more waits for all of the page, and what it can be filtered by for the list.
const { query: first } = read(location.hash);
const early = first.view === "list" && !first.words && first.open === null ? begin() : null;
document.addEventListener("DOMContentLoaded", () => {
  if (early !== location.hash) begin();
  showChoices();
  listen();
});
