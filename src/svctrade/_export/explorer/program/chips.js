"use strict";

/* The parts of the query, each with what takes it away. */

const title = (method) => word(method === "about" ? "about_" : method);

/** The name of a choice: of a degree that others above it come with, it says so. */
function optionName(filter, choice) {
  const { typed } = filter.choices[choice];
  const name = named(filter.choices[choice]);
  return filter.option === "at_least" && typed === "possible" ? word("orMore")(name) : name;
}

const shortened = (text, most = 60) => ([...text].length > most ? `${[...text].slice(0, most).join("")}…` : text);

/** All parts of the query; `toggle` excludes what was included, and the other way round. */
function chips() {
  const found = clausesOf(state.words).map((clause, n, all) => ({
    text: shortened(clauseName(clause)),
    title: clauseMeaning(clause),
    remove: (query) => (query.words = all.filter((_, other) => other !== n).map(textOfClause).join(" ")),
  }));
  content.filters.forEach((filter, n) => {
    const { values, not, all, choice } = state.chosen[n];
    const option = choice ? bracketed(optionName(filter, choice)).join("") : "";
    const chip = (value, excluded) => {
      const name = `${title(filter.method)}${word("colon")}${named(filter.values[value])}${option}`;
      return {
        text: excluded ? word("not")(name) : name,
        excluded,
        remove({ chosen }) {
          chosen[n].values.delete(value);
          chosen[n].not.delete(value);
        },
        toggle({ chosen }) {
          chosen[n][excluded ? "not" : "values"].delete(value);
          chosen[n][excluded ? "values" : "not"].add(value);
        },
      };
    };
    found.push(...[...values].map((value) => chip(value, false)), ...[...not].map((value) => chip(value, true)));
    if (all && values.size > 1) {
      found.push({ text: word("allOf")(title(filter.method)), remove: ({ chosen }) => (chosen[n].all = false) });
    }
    if (choice && !values.size && !not.size) {
      found.push({
        text: word("optionOnly")(`${title(filter.method)}${option}`),
        remove: ({ chosen }) => (chosen[n].choice = 0),
      });
    }
  });
  return found;
}

/** A clause of the search as a chip has it: "Contains" where it is words in quotes. */
function clauseName(clause) {
  const name = (term) => {
    const meaningful = meaningsOf(term).filter((one) => one.kept.size);
    const [only] = meaningful;
    let text = `${word("searched")}${word("colon")}${term.term}`;
    if (term.quoted || (meaningful.length === 1 && only.kind === "text")) {
      text = `${word("mentioning")}${word("colon")}${term.term}`;
    } else if (meaningful.length === 1) {
      text = meaningName(only);
    } else if (meaningful.length === 2) {
      text = meaningful.map(meaningName).join(word("or"));
    }
    return term.not ? word("not")(text) : text;
  };
  return clause.map(name).join(word("or"));
}

const clauseMeaning = (clause) =>
  clause.flatMap((term) => meaningsOf(term).map((one) => `${meaningName(one)} · ${one.kept.size}`)).join("\n");

/** What a meaning of a term is called. */
function meaningName(meaning) {
  if (meaning.kind === "numbered") {
    const list = [...meaning.kept].map((place) => content.measures[place].number);
    const whole = list.length > 4 ? [`${list[0]}–${list.at(-1)}`] : list;
    return `${word("number")}${word("colon")}${whole.join(word("joint"))}`;
  }
  if (meaning.kind === "value") {
    const { method, values } = content.filters[meaning.n];
    const inside = meaning.place ? bracketed(meaning.place.form).join("") : "";
    return `${title(method)}${word("colon")}${named(values[meaning.v])}${inside}`;
  }
  const forms = meaning.english ? [...new Set([...meaning.forms, meaning.english])] : meaning.forms;
  const where = meaning.kind === "text" ? word("mentioning") : word("inStatement");
  return `${where}${word("colon")}${forms.join(word("joint"))}`;
}

/** How many measures are left where one thing less is in the query. */
function without(chip) {
  const query = copyOf(state);
  chip.remove(query);
  return answer({ query }).length;
}
