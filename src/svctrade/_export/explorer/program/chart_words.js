"use strict";

/* The words of the charts, in both languages. */

Object.assign(WORDS.zh, {
  chartsHint: "图表只统计当前筛选结果；点击一格，即按该格筛选。",
  chartTable: "以表格显示",
  map: "各试点地区的举措数",
  mapHint: "每格为一个试点地区，只表示大致方位，不是地图坐标。",
  taskLead: "试点任务与牵头单位",
  topicMode: "主题与供应模式（本项目归类）",
  measures: "举措数",
  saveSvg: "保存为 SVG",
  savePng: "保存为 PNG",
  saving: (button, name) => `${button}：${name}`,
  savedMatrix: "各举措在各试点地区的适用程度",
  notSaved: "浏览器无法生成这幅图片，请改存为 SVG。",
  source: "来源",
  noCells: "当前结果中没有可显示的内容。",
  wholeEdition: "全部举措",
});
Object.assign(WORDS.en, {
  chartsHint: "The charts count the measures found. Choose a cell to filter by it.",
  chartTable: "As a table",
  map: "Measures by pilot region",
  mapHint: "Each tile is a pilot region, at about its place in China. The layout is not to scale.",
  taskLead: "Tasks and leads",
  topicMode: "Topics and modes of supply (our tags)",
  measures: "Measures",
  saveSvg: "Save as SVG",
  savePng: "Save as PNG",
  saving: (button, name) => `${button}: ${name}`,
  savedMatrix: "How certainly each measure applies in each pilot region",
  notSaved: "The browser could not draw this picture. Save it as SVG.",
  source: "Source",
  noCells: "The measures found have nothing to show here.",
  wholeEdition: "all measures",
});
