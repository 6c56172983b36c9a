"use strict";

/* The two views of a plan: its alignment with a parent, and the review of its reading.

   A page has those whose content it has; their filters are a part of the query. */

const PLAN_VIEWS = ["alignment", "review"];

Object.assign(WORDS.zh, {
  alignment: "对照",
  anyKind: "全部",
  asPrinted: "原文",
  aligned: { taken: "已采用", own: "自有举措", left: "未采用" },
  applies: (region) => `在${region}`,
  beside: "在双方文字中查找",
  counterpart: "对口的本地单位",
  decided: { confirmed: "经人工确认", added: "人工添加" },
  itemsOf: "待核对",
  leadThere: "上位文件牵头单位",
  likeness: (likeness) => `相似度 ${likeness}`,
  line: (line) => `第 ${line} 行`,
  lineHead: "行",
  measureOf: (number) => `第 ${number} 项`,
  nearestName: "相近的已知名称",
  newWords: "新增文字",
  noRows: "没有符合的内容。",
  ofParent: (id, number) => `${id} 第 ${number} 项`,
  ownOne: "未采用上位文件的举措，为方案自有。",
  pairsHint: "每对举措计一次。搜索和筛选只作用于方案的举措，不影响“未采用”。",
  partyKinds: { body: "已知单位", "local body": "本方案的单位", region: "地区", group: "统称" },
  readAs: "认定为",
  relation: "关系",
  review: "核对",
  reviewHint: "读取时的假定和未能读取之处，请与原文核对。搜索和筛选只作用于各举措的条目。",
  said: "说明",
  takenFrom: "采用自",
  toReview: "在“核对”中查看",
  kind: "类别",
  ofNoMeasure: "不属于任何举措",
  partiesRead: "责任单位的读取结果",
  wordsHere: "方案举措",
  wordsThere: "上位文件举措",
});
Object.assign(WORDS.en, {
  alignment: "Alignment",
  anyKind: "All",
  asPrinted: "As printed",
  aligned: { taken: "Taken over", own: "The plan’s own", left: "Not taken up" },
  applies: (region) => `In ${region}`,
  beside: "Find in the texts of both",
  counterpart: "Local counterpart",
  decided: { confirmed: "confirmed by a person", added: "added by a person" },
  itemsOf: "To check",
  leadThere: "Lead there",
  likeness: (likeness) => `likeness ${likeness}`,
  line: (line) => `line ${line}`,
  lineHead: "Line",
  measureOf: (number) => `Measure ${number}`,
  nearestName: "Nearest known name",
  newWords: "New words",
  noRows: "Nothing matches.",
  ofParent: (id, number) => `${id}, no. ${number}`,
  ownOne: "It takes over no measure of the parent: it is the plan’s own.",
  pairsHint: "Each pair counts once. Search and filters choose measures of the plan; what is not taken up does not depend on them.",
  partyKinds: { body: "known body", "local body": "body of this plan", region: "region", group: "group" },
  readAs: "Read as",
  relation: "Relation",
  review: "Review",
  reviewHint: "What was assumed in reading, and what could not be read: compare it with the document. Search and filters choose the items of measures.",
  said: "Remark",
  takenFrom: "Taken over from",
  toReview: "Show it in the review",
  kind: "Kind",
  ofNoMeasure: "Of no measure",
  partiesRead: "Parties as read",
  wordsHere: "Measure of the plan",
  wordsThere: "Measure of the parent",
});

/** The views of a plan that this page has. */
const planViews = () => PLAN_VIEWS.filter((name) => content[name]);
const isPlanView = (query = state) => PLAN_VIEWS.includes(query.view);

/** No filter in these views: the relation, words of the texts, the kind of an item. */
const unfiltered = () => ({ relation: "any", beside: "", kind: "any" });

/** The filters of these views as a link has them. */
const planPairs = (query) =>
  Object.entries(unfiltered()).flatMap(([name, none]) => (query[name] === none ? [] : [[name, query[name]]]));

/** What the keys of these filters change; a taker returns false for a value that is unknown. */
function planTakers(query) {
  const oneOf = (name, known) => (value) => Object.hasOwn(known, value) && (query[name] = value);
  return {
    relation: oneOf("relation", content.alignment?.relations ?? {}),
    beside: (value) => Boolean(content.alignment) && (query.beside = value.replace(/[\r\n]/g, " ")) !== null,
    kind: oneOf("kind", content.review?.kinds ?? {}),
  };
}

/** Add a button for each of these views. */
function offerPlanViews() {
  for (const name of planViews()) {
    const button = make("button", { type: "button", value: name }, word(name));
    button.dataset.word = name;
    byId("views").append(button);
  }
}

/** Show the view of a plan, if it is chosen. The controls stay while one of them is typed in. */
function showPlan(places) {
  const box = byId("plan");
  box.hidden = !isPlanView();
  if (box.hidden) {
    box.replaceChildren();
    return;
  }
  const isAlignment = state.view === "alignment";
  const made = `${state.view} ${state.lang}`;
  const isNew = !box.childElementCount || box.dataset.made !== made;
  if (isNew) {
    box.dataset.made = made;
    const name = word(isAlignment ? "relation" : "kind");
    const group = make("div", { className: "parts", role: "group", ariaLabel: name });
    box.replaceChildren(
      ...content[state.view].summary[state.lang].split("\n").map((line) => make("p", {}, line)),
      make("p", { className: "hint" }, word(isAlignment ? "pairsHint" : "reviewHint")),
      ...(isAlignment ? [besideBox()] : []),
      group,
      make("div", { className: "rows" }),
    );
  }
  const focused = box.contains(document.activeElement) && document.activeElement.dataset.key;
  const filters = isAlignment ? relationsToChoose(places) : kindsToChoose(places);
  box.querySelector(".parts").replaceChildren(...filters);
  const sections = isAlignment ? alignmentSections(places) : reviewSections(places);
  const lists = sections.map(({ className, things, rowOf }) => [make("ol", { className }), things, rowOf]);
  const parts = sections.flatMap(({ title: heading, things }, n) => [make("h3", {}, `${heading} · ${things.length}`), lists[n][0]]);
  box.querySelector(".rows").replaceChildren(...(parts.length ? parts : [make("p", { className: "empty" }, word("noRows"))]));
  fill(...lists);
  const field = box.querySelector("input");
  if (field && field !== document.activeElement) field.value = state.beside;
  if (focused) box.querySelector(`[data-key="${focused}"]`)?.focus();
  if (isNew) box.querySelector(".item[aria-current]")?.scrollIntoView({ block: "nearest" });
}

/** A button that chooses a value of a filter, with the number of its rows. */
function partOf(filter, value, name, count) {
  const button = buttonOf(`${name} · ${count}`, () => ask((query) => (query[filter] = value)), { value });
  button.setAttribute("aria-pressed", String(state[filter] === value));
  button.dataset.key = value;
  return button;
}

/** A line of small print: what it is, and what it says. */
const metaLine = (name, ...children) => make("p", { className: "meta" }, `${word(name)}${word("colon")}`, ...children);

/** A text that the library says: Chinese ones are marked as such. */
const worded = (text) => (/\p{Script=Han}/u.test(text) ? printed("span", text) : make("span", {}, text));

/** What an open measure has of the two views. */
const planParts = (place, part) => [alignmentOf(place, part), reviewOf(place, part)];

/** The filters of the view as words, for paper and files. */
function planQuery() {
  if (!isPlanView()) return [];
  const { alignment, review } = content;
  const parts = [word(state.view)];
  if (state.view === "review") return state.kind === "any" ? parts : [...parts, named(review.kinds[state.kind])];
  if (state.relation !== "any") parts.push(`${word("relation")}${word("colon")}${named(alignment.relations[state.relation])}`);
  if (state.beside) parts.push(`${word("beside")}${word("colon")}${state.beside}`);
  return parts;
}

/** The words of the view in the name of a file. */
const planName = () => (isPlanView() ? [state.view, ...planPairs(state).map(([, value]) => value)] : []);

/** The table of the view as files have it. */
function tableOf() {
  if (state.view === "alignment") return content.alignment.table;
  return (state.view === "review" ? content.review.tables : further().tables)[state.lang];
}

/** The rows of that table that are shown. */
function rowsOfTable() {
  const places = answer();
  if (state.view === "alignment") return rowsInView(places);
  return state.view === "review" ? itemsInView(places) : ordered(places);
}

/** The table of the view as it is printed. */
const paperPlan = (places) => (state.view === "alignment" ? paperAlignment(places) : paperReview(places));
