"use strict";

/* Places in the regions, and the pinyin of names, as the library has compiled them. */

let placesByName = null;

/** The places by their names: of each name its region, and why. */
function placesOf() {
  if (placesByName) return placesByName;
  placesByName = new Map();
  for (const [name, region, within, ...forms] of further().places.places) {
    for (let at = 0; at < forms.length; at += 2) {
      const form = forms[at] || name;
      placesByName.set(foldName(form), { form, name, within: within || content.regions[region].official, region, steps: forms[at + 1] });
    }
  }
  return placesByName;
}

const placeOf = (term) => placesOf().get(foldName(term)) ?? null;

/** The value of the filter of regions in which a place lies. */
const valueOfPlace = ({ region }) =>
  content.filters[filterOf("in_region")].values.findIndex((value) => value.zh === content.regions[region].zh);

/** What a place means in a search: the measures of its region, by the name that was typed. */
function placeMeaning(place) {
  const meaning = valueMeaning(filterOf("in_region"), valueOfPlace(place));
  return { ...meaning, place, python: `.in_region(${JSON.stringify(place.form)})` };
}

/** The steps from a place to its region, before those of a reason. */
function stepsOfPlace({ form, name, within, region, steps }) {
  const parts = ["", form, name, within, content.regions[region].zh, content.regions[region].en];
  steps.filter((one) => typeof one === "string").forEach((other, n) => (parts[16 + n] = other));
  const filled = (text) => text.replace(/[\x01-\x05\x10-\x1f]/g, (sign) => parts[sign.charCodeAt(0)]);
  return steps.filter(Number.isInteger).map((at) => further().places.steps[at]).map(({ zh, en }) => ({ zh: filled(zh), en: filled(en) }));
}

/** Places whose name begins with what is typed, each with the value of its region. */
function placesFor(typed) {
  const wanted = foldName(typed);
  if (wanted.length < 2) return [];
  const found = [...placesOf()].flatMap(([key, place]) => (key.startsWith(wanted) ? [{ ...place, v: valueOfPlace(place) }] : []));
  return found.filter(({ v }) => v >= 0);
}

/** How well pinyin fits what is typed: 0 the same, 1 has these initials, 2 begins with it, else null. */
function fitOfPinyin(readings, typed) {
  const wanted = foldName(typed).replaceAll("'", "");
  if (!/^[a-z]{2,}$/.test(wanted)) return null;
  let best = null;
  for (const reading of readings ?? []) {
    const syllables = reading.split(" ");
    const whole = syllables.join("");
    const initials = syllables.map(([first]) => first).join("");
    const fit = whole === wanted ? 0 : initials === wanted ? 1 : whole.startsWith(wanted) || initials.startsWith(wanted) ? 2 : null;
    if (fit !== null && (best === null || fit < best)) best = fit;
  }
  return best;
}

/** The names that pinyin, or its initials, is that of; offered where it finds nothing itself. */
function namesByPinyin(term) {
  const values = ["in_region", "involving"].flatMap((method) => content.filters[filterOf(method)].values);
  const found = values.filter(({ spelt }) => [0, 1].includes(fitOfPinyin(spelt, term)));
  return found.slice(0, 3).map(named);
}
