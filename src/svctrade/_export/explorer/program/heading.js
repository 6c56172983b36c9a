"use strict";

/* The words of the page in its language, and what the document is. */

function showWords() {
  // The page has the words of its first language already.
  if (document.documentElement.lang !== tagOf(state.lang)) translate();
  const part = content.measures.length < content.whole;
  byId("within").hidden = !part;
  byId("within").textContent = part ? word("within")(content.question, content.whole) : "";
  press(byId("languages"), state.lang);
}

const tagOf = (lang) => (lang === "zh" ? "zh-Hans" : "en");

function translate() {
  document.documentElement.lang = tagOf(state.lang);
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
  byId("translation").textContent = (state.lang === "en" && content.translation) || "";
  byId("cited").replaceChildren(...linked(content.cited[state.lang]));
}

/** A text whose addresses are links. */
function linked(text) {
  return text.split(/(https?:\/\/[^\s，。；、（）<>"“”]+[^\s，。；、（）<>"“”.,;:)])/u).map((part, n) =>
    n % 2 ? make("a", { href: part, rel: "noopener noreferrer", target: "_blank" }, part) : part,
  );
}

/** The terms of the filters, each with its definition. */
function termsOf() {
  const things = [
    ...content.certainties,
    ...content.filters.flatMap((filter) => (filter.method === "led_by" ? filter.choices : [])),
    ...content.filters.flatMap((filter) => (filter.method === "with_role" ? filter.values : [])),
  ];
  const defined = things.filter((thing) => thing?.definition);
  const entries = [...defined.map((thing) => [named(thing), named(thing.definition)]), ...word("glossary")];
  return entries.flatMap(([term, meaning]) => [make("dt", {}, term), make("dd", {}, meaning)]);
}
