"use strict";
(() => {
  const root = document.documentElement;
  const series = JSON.parse(document.getElementById("data").textContent);
  const colour = name => getComputedStyle(root).getPropertyValue("--" + name).trim();
  const darkByDefault = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : darkByDefault.matches;

  const number = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
  const count = value => value == null ? "" : number.format(value);
  const percent = value => value == null ? "" : number.format(value) + "%";
  const seconds = value => {
    if (value == null) return "";
    if (value === 0) return "0";
    if (value < 1) return Math.round(value * 1000) + " ms";
    if (value < 60) return number.format(value) + " s";
    if (value < 3600) return number.format(value / 60) + " min";
    return number.format(value / 3600) + " h";
  };
  const iso = (value, length) => new Date(value * 1000).toISOString().slice(0, length);
  const when = value => {
    if (value == null) return "";
    if (series.step === "month") return iso(value, 7);
    return (series.step === "week" ? "of " : "") + iso(value, 10);
  };

  const day = 86400;
  const step = { day: 1, week: 7, month: 30.4 }[series.step] * day;
  const days = [1, 2, 3, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650, 7300, 18250].map(length => length * day).filter(length => length >= Math.floor(step / day) * day);
  const dates = (u, ticks, axis, space, length) => ticks.map(tick => iso(tick, length >= 365 * day ? 4 : length >= 30 * day ? 7 : 10));
  /* A bar is as wide as its step, and a single point stands in the middle of one. */
  const [first, last] = [series.x[0], series.x[series.x.length - 1]];
  const range = chart => chart.bars || first === last ? [first - step / 2, last + step / 2] : [first, last];
  /* A line is drawn between neighbours; a value without one would not be seen. */
  const alone = (u, index) => {
    const values = u.data[index];
    return values.map((value, i) => i).filter(i => values[i] != null && values[i - 1] == null && values[i + 1] == null);
  };
  const bars = uPlot.paths.bars({ size: [0.75, 28], align: 0 });
  const line = uPlot.paths.linear();

  const tens = [1, 10, 100, 1e3, 1e4, 1e5, 1e6].flatMap(ten => [ten, 2 * ten, 5 * ten]);
  const clock = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400];

  const charts = [
    { id: "chart-runs", format: count, incrs: tens, bars: true, ys: [
      { label: "Failed", data: series.runs, show: series.runs.map((all, i) => all - series.passed[i]), tone: "bad" },
      { label: "Passed", data: series.passed, tone: "calm" } ] },
    { id: "chart-rate", format: percent, incrs: tens, range: [0, 100], ys: [
      { label: "Pass rate", data: series.rate, tone: "accent", fill: true } ] },
    { id: "chart-time", format: seconds, incrs: clock, ys: [
      { label: "95% within", data: series.p95, tone: "calm" },
      { label: "Median within", data: series.p50, tone: "accent" } ] },
    { id: "chart-violations", format: count, incrs: tens, bars: true, ys: [
      { label: "Attempts blocked", data: series.blocked, tone: "calm" },
      { label: "Runs that touched one", data: series.violations, tone: "bad", narrow: true } ] },
    { id: "chart-tests", format: count, incrs: tens, ys: [
      { label: "Fewest", data: series.fewest, tone: "calm" },
      { label: "Mean", data: series.executed, tone: "accent" } ] },
    { id: "chart-concerns", format: count, incrs: tens, bars: true, ys: [
      { label: "Flaky", data: series.flaky, tone: "calm" },
      { label: "Lost or newly skipped", data: series.missing, tone: "bad", narrow: true } ] }
  ];

  function options(chart, width) {
    const axis = { stroke: colour("quiet"), font: "11px system-ui, sans-serif", grid: { stroke: colour("line"), width: 1 }, ticks: { show: false } };
    return {
      width, height: 190, padding: [8, 36, 0, 0],
      tzDate: value => uPlot.tzDate(new Date(value * 1000), "Etc/UTC"),
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
      legend: { live: true },
      scales: {
        x: { time: true, range: () => range(chart) },
        y: { range: chart.range || ((u, min, max) => [0, max > 0 ? max * 1.08 : 1]) }
      },
      axes: [
        { ...axis, grid: { show: false }, space: 92, incrs: days, values: dates },
        { ...axis, size: 56, space: 34, values: (u, ticks) => ticks.map(chart.format), incrs: chart.incrs }
      ],
      series: [
        { label: { day: "Day", week: "Week", month: "Month" }[series.step], value: (u, value) => when(value) },
        ...chart.ys.map(y => ({
          label: y.label,
          value: (u, value, at, i) => chart.format(i == null ? null : (y.show || y.data)[i]),
          stroke: colour(y.tone),
          fill: chart.bars ? colour(y.tone) : y.fill ? colour(y.tone) + "22" : undefined,
          width: chart.bars ? 0 : 2,
          paths: chart.bars ? (y.narrow ? uPlot.paths.bars({ size: [0.4, 14], align: 0 }) : bars) : line,
          points: { show: !chart.bars, size: 7, fill: colour(y.tone), filter: chart.bars ? null : alone }
        }))
      ]
    };
  }

  let drawn = [];
  function draw(width) {
    drawn.forEach(plot => plot.destroy());
    drawn = [];
    if (!series.x.length) return;
    for (const chart of charts) {
      const place = document.getElementById(chart.id);
      if (!place) continue;
      drawn.push(new uPlot(options(chart, width || place.clientWidth), [series.x, ...chart.ys.map(y => y.data)], place));
    }
  }

  function signs() {
    for (const box of document.querySelectorAll(".scroll")) {
      box.previousElementSibling.hidden = box.scrollWidth <= box.clientWidth;
    }
  }

  let resizing;
  addEventListener("resize", () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => { if (!matchMedia("print").matches) { draw(); signs(); } }, 120);
  });
  draw();

  const theme = document.getElementById("theme");
  const nameTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.hidden = false;
  nameTheme();
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    nameTheme();
    draw();
  });
  darkByDefault.addEventListener("change", () => { nameTheme(); draw(); });

  let before;
  addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    root.dataset.theme = "light";
    draw(285);
  });
  addEventListener("afterprint", () => {
    if (before) root.dataset.theme = before; else delete root.dataset.theme;
    draw();
  });

  const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;

  function list(section) {
    const table = section.querySelector("table");
    if (!table) return;
    const rows = [...table.tBodies];
    const texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));
    const input = section.querySelector("input");
    const verdict = section.querySelector("select");
    const more = section.querySelector(".more");
    const shown = section.querySelector(".shown");
    const few = Number(section.dataset.rows);
    let all = false;

    function show() {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = verdict ? verdict.value : "";
      let matches = 0;
      let visible = 0;
      for (const row of [...table.tBodies]) {
        const match = words.every(word => texts.get(row).includes(word)) && (!wanted || row.dataset.verdict.toLowerCase() === wanted);
        const pinned = row.classList.contains("bad") && !row.classList.contains("run") && !words.length;
        matches += match ? 1 : 0;
        const on = match && (all || matches <= few || pinned);
        row.hidden = !on;
        visible += on ? 1 : 0;
      }
      more.hidden = !all && visible === matches || rows.length <= few;
      more.textContent = all ? "Show fewer" : "Show all " + count(matches);
      signs();
      shown.textContent = matches === 0 ? "Nothing matches." : visible < matches || words.length || wanted ? count(visible) + " of " + count(matches) + (matches < rows.length ? " that match" : "") : "";
    }

    function sort(header, column) {
      const down = header.getAttribute("aria-sort") === "descending" ? 1 : header.getAttribute("aria-sort") === "ascending" ? -1 : header.classList.contains("n") ? -1 : 1;
      const numeric = header.classList.contains("n");
      const value = row => row.rows[0].cells[column].dataset.v;
      const order = [...table.tBodies].sort((a, b) => down * (numeric ? value(a) - value(b) : compare(value(a), value(b))));
      [...table.tHead.rows[0].cells].forEach(cell => cell.setAttribute("aria-sort", "none"));
      header.setAttribute("aria-sort", down === 1 ? "ascending" : "descending");
      table.append(...order);
      show();
    }

    [...table.tHead.rows[0].cells].forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = header.textContent;
      button.addEventListener("click", () => sort(header, column));
      header.replaceChildren(button);
    });
    section.querySelectorAll(".find").forEach(label => { label.hidden = false; });
    input.addEventListener("input", show);
    if (verdict) verdict.addEventListener("change", show);
    more.addEventListener("click", () => { all = !all; show(); });
    for (const button of section.querySelectorAll(".open")) {
      const detail = document.getElementById(button.getAttribute("aria-controls"));
      const open = on => { button.setAttribute("aria-expanded", String(on)); detail.hidden = !on; };
      open(false);
      button.addEventListener("click", () => open(detail.hidden));
    }
    show();
  }
  document.querySelectorAll(".list").forEach(list);
  signs();
})();
