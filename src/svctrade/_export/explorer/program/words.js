"use strict";

/* The words of the page, in both languages: those of words.json, and what is made with names and numbers. */

const WORDS = content.words;

Object.assign(WORDS.zh, {
  add: (chip, count) => `去掉“${chip}”（余 ${count} 项）`,
  asksFor: (what) => `链接中的 ${what} 无法识别，已忽略。`,
  downloaded: (name) => `已下载 ${name}`,
  inferred: (words) => `责任分工未提地区，由举措原文“${words}”推断。`,
  inEnglish: (english) => english,
  orMore: (degree) => `至少${degree}`,
  translated: (term) => `举措正文均未出现“${term}”；在本项的非官方英译文中找到。`,
  note: (number, byLetter) => `注${number}${byLetter ? "（仅字面相同）" : ""}`,
  remove: (chip) => `去掉“${chip}”`,
  within: (question, whole) => `本页仅含 ${question}，该版本共 ${whole} 项举措。`,
  absent: (name) => `本项举措的责任分工未提及${name}，也未将其包括在内。`,
  allOf: (name) => `${name}：须全部符合`,
  narrow: (name) => `在“${name}”中查找`,
  not: (name) => `不含 ${name}`,
  only: (name) => `仅${name}`,
  optionOnly: (name) => `${name}（尚未选值）`,
  results: (count) => `查看 ${count} 项结果`,
});

Object.assign(WORDS.en, {
  add: (chip, count) => `Remove “${chip}” (leaves ${count})`,
  asksFor: (what) => `The link contains ${what}, which is not recognised; it was ignored.`,
  downloaded: (name) => `Downloaded ${name}`,
  inferred: (words) => `The statement names no region: inferred from “${words}” in the text.`,
  inEnglish: (english) => `In English: ${english}`,
  orMore: (degree) => `at least: ${degree}`,
  translated: (term) => `No measure has “${term}” in its text; it was found in the unofficial translation of this one.`,
  note: (number, byLetter) => `Note ${number}${byLetter ? " (by the letter only)" : ""}`,
  remove: (chip) => `Remove “${chip}”`,
  within: (question, whole) => `This page holds ${question}; the edition has ${whole} measures.`,
  absent: (name) => `The statement of this measure neither names ${name} nor includes it.`,
  allOf: (name) => `${name}: all must match`,
  narrow: (name) => `Find in “${name}”`,
  not: (name) => `not ${name}`,
  only: (name) => `Only ${name}`,
  optionOnly: (name) => `${name}, no value chosen`,
  results: (count) => (count === 1 ? "Show 1 result" : `Show ${count} results`),
});
