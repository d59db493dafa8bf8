"use strict";
(() => {
  // Whatever comes from facts reaches the page as text (textContent, setAttribute), never as markup.
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const DECISIONS = ["acs", "legacy", "hold", "unknown", "not-applicable"];
  const ROW = 44; // --row in the style
  const MOST_PRINTED = 5000;
  const numbers = new Intl.NumberFormat(data.lang);
  const collator = new Intl.Collator(data.lang, { numeric: true, sensitivity: "base" });
  const main = document.getElementById("main");

  const say = (word, ...values) => words[word].replace(/\{(\d)\}/g, (_, index) => values[index] ?? "");
  const count = (number) => numbers.format(number);
  const moment = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ") + "Z";

  /** An element with attributes and children; children that are text stay text. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) {
        element.addEventListener(name.slice(2), value);
      } else if (value !== null && value !== undefined) {
        element.setAttribute(name, value);
      }
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  function section(title, ...children) {
    const heading = make("h2", {}, title);
    const element = make("section", {}, heading, ...children);
    heading.id = "h" + main.querySelectorAll("section").length;
    element.setAttribute("aria-labelledby", heading.id);
    main.append(element);
    return element;
  }

  /** A table; a column is [word, is it a number]. */
  function table(columns, rows, attributes = {}) {
    const head = columns.map(([title, number]) => make("th", { scope: "col", class: number ? "number" : null }, title));
    const body = rows.map((cells) =>
      make("tr", {}, ...cells.map((cell, index) => make("td", { class: columns[index][1] ? "number" : null }, cell))));
    return make("table", attributes, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
  }

  /** Says how many are not shown, if any. */
  const more = (left) => (left > 0 ? make("p", { class: "quiet" }, say("more", count(left))) : null);

  // Theme

  function theme() {
    const root = document.documentElement;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const select = make("select", { id: "theme" }, ...["auto", "light", "dark"].map((name) => make("option", { value: name }, words[name])));
    const apply = () => {
      root.dataset.theme = select.value === "auto" ? (dark.matches ? "dark" : "light") : select.value;
    };
    try {
      select.value = localStorage.getItem("acsgate-theme") || "auto";
    } catch {
      // A page from a file may have no storage: then the choice is for this time only.
    }
    select.addEventListener("change", () => {
      apply();
      try {
        localStorage.setItem("acsgate-theme", select.value);
      } catch {
        // As above.
      }
    });
    dark.addEventListener("change", apply);
    apply();
    document.getElementById("theme-choice").append(make("label", {}, words.theme + " ", select));
  }

  // Sections above the host table

  function head() {
    document.getElementById("meta").textContent =
      say("meta", count(data.hosts), data.evaluated_at.replace("T", " "), data.policy.name, data.policy.version);
    const tiles = DECISIONS.filter((name) => data.decisions[name] > 0).map((name) => {
      const share = (Math.floor(1000 * data.decisions[name] / data.hosts) / 10).toFixed(1); // 100.0 only if it is all of them
      return make("li", { class: name }, make("b", {}, count(data.decisions[name])), make("span", {}, `${words[name]} (${say("of_all", share)})`));
    });
    section(words.overview, data.bad_lines ? make("p", { class: "warn" }, say("bad_lines", count(data.bad_lines))) : null,
      tiles.length ? make("ul", { class: "tiles" }, ...tiles) : null);
  }

  function unready() {
    const { hosts, named } = data.acs_on_unready;
    if (!hosts) {
      return;
    }
    const items = named.map((host) => make("li", {}, host.version ? `${host.host} (${host.version})` : host.host));
    const element = section(say("unready", count(hosts)), make("p", {}, words.unready_note), make("ul", {}, ...items),
      more(hosts - named.length));
    element.classList.add("alarm");
  }

  function bar(decisions) {
    const parts = DECISIONS.filter((name) => decisions[name] > 0);
    const text = parts.map((name) => `${words[name]}: ${count(decisions[name])}`).join(", ");
    const spans = parts.map((name) => {
      const span = make("span", { class: name });
      span.style.flexGrow = decisions[name];
      return span;
    });
    return make("div", { class: "bar", role: "img", "aria-label": text, title: text }, ...spans);
  }

  const MOST_BARS = 25;
  function bars(title, name, key, rows, others) {
    const body = rows.slice(0, MOST_BARS).map((row) => [row[key] ?? words.none, row.decisions, row.hosts]);
    if (others && DECISIONS.some((decision) => others[decision])) {
      body.push([words.others, others, DECISIONS.reduce((sum, decision) => sum + others[decision], 0)]);
    }
    const lines = body.map(([label, decisions, hosts]) => make("tr", {}, make("th", { scope: "row" }, label), make("td", {}, bar(decisions)),
      make("td", { class: "number" }, count(decisions.acs)), make("td", { class: "number" }, count(hosts))));
    const columns = [name, words.readiness, words.ready, words.total];
    const headings = columns.map((column, index) => make("th", { scope: "col", class: index > 1 ? "number" : null }, column));
    const legend = DECISIONS.filter((decision) => body.some((row) => row[1][decision])).map((decision) => make("li", { class: decision }, words[decision]));
    return section(title, make("table", { class: "bars" }, make("thead", {}, make("tr", {}, ...headings)), make("tbody", {}, ...lines)),
      more(rows.length - MOST_BARS),
      make("ul", { class: "legend" }, ...legend));
  }

  function readiness() {
    const columns = make("div", { class: "columns" });
    main.append(columns);
    if (data.platforms.length) {
      columns.append(bars(words.by_platform, words.platform, "platform", data.platforms));
    }
    if (data.rollout) {
      columns.append(bars(say("by_wave", data.rollout.name), words.wave, "wave", data.rollout.waves));
    }
    for (const label of data.labels) {
      if (label.values.length > 1 || (label.values[0] && label.values[0].value !== null)) {
        columns.append(bars(say("by_label", label.label), label.label, "value", label.values, label.others));
      }
    }
  }

  function blockers() {
    if (data.blockers.length) {
      section(words.blockers, table([[words.hosts, true], [words.remedy]], data.blockers.map((row) => [count(row.hosts), row.remedy])));
    }
  }

  const MOST_RANKED = 15;
  function whatIf() {
    const asked = data.what_if;
    if (!asked) {
      return;
    }
    if (!asked.blocked) {
      section(words.what_if, make("p", {}, words.nobody));
      return;
    }
    const rows = asked.ranking.slice(0, MOST_RANKED).map((row) => [count(row.hosts), row.text]);
    const way = asked.way.map((step) => make("li", {}, say("way_step", step.text, count(step.gain), count(step.total))));
    section(words.what_if, make("p", {}, say("what_if_note", count(asked.blocked))),
      rows.length ? table([[words.hosts, true], [words.steps]], rows) : null, more(asked.ranking.length - rows.length),
      asked.beyond ? make("p", { class: "quiet" }, say("beyond", count(asked.beyond))) : null,
      way.length ? make("h3", {}, words.way) : null, way.length ? make("ol", { class: "way" }, ...way) : null);
  }

  function commitments() {
    if (!data.rollout || (!data.rollout.commitments.length && !data.rollout.unaccepted)) {
      return;
    }
    const rows = data.rollout.commitments.map((item) => {
      const state = item.ended ? words.ended : item.ends_soon ? words.ends_soon : null;
      const until = make("span", {}, item.until.replace("T", " "), state ? make("span", { class: "warn" }, ` (${state})`) : null);
      return [count(item.hosts), words[item.kind], `${item.covers}: ${item.what}`, item.reason, item.who, until];
    });
    section(words.commitments,
      rows.length ? table([[words.hosts, true], [words.kind], [words.covers], [words.reason], [words.who], [words.until]], rows) : null,
      data.rollout.unaccepted ? make("p", { class: "warn" }, say("unaccepted", count(data.rollout.unaccepted))) : null);
  }

  const MOST_CHANGES = 100;
  function changes() {
    const base = data.baseline;
    if (!base) {
      return;
    }
    const arrow = (row) => `${words[row.old]} → ${words[row.now]}`;
    const changed = base.transitions.reduce((sum, row) => sum + row.hosts, 0);
    const named = base.changed.slice(0, MOST_CHANGES);
    section(say("changes", base.name),
      base.transitions.length ? table([[words.hosts, true], [words.change]], base.transitions.map((row) => [count(row.hosts), arrow(row)])) : null,
      make("p", {}, say("counts", count(base.same), count(base.new), count(base.gone), count(base.not_compared))),
      base.changed.length ? make("details", {}, make("summary", {}, words.changed),
        table([[words.host], [words.change]], named.map((row) => [row.host, arrow(row)])), more(changed - named.length)) : null);
  }

  function oldest() {
    const facts = data.facts;
    if (facts.oldest.length || facts.undated) {
      section(words.oldest, table([[words.collected], [words.host]], facts.oldest.map((row) => [row.collected_at.replace("T", " "), row.host])),
        facts.stale || facts.undated ? make("p", { class: "warn" }, say("stale", count(facts.stale), count(facts.undated))) : null);
    }
  }

  // The host table. A row is [name, decision, platform, label, wave, reasons, next steps, seconds]; texts are indices into data.texts.

  const NAME = 0, DECISION = 1, PLATFORM = 2, LABEL = 3, WAVE = 4, REASONS = 5, STEPS = 6, COLLECTED = 7;
  const rows = data.rows;
  const texts = data.texts;
  const textOf = (index) => (index < 0 ? "" : texts[index]);
  const joined = (indices) => indices.map((index) => texts[index]).join("; ");
  const columns = [
    { word: words.host, width: "14%", key: (row) => row[NAME] },
    { word: words.decision, width: "15%", rank: (row) => row[DECISION] },
    { word: words.platform, width: "19%", key: (row) => textOf(row[PLATFORM]) },
    ...(data.label ? [{ word: data.label, width: "8%", key: (row) => textOf(row[LABEL]) }] : []),
    ...(data.rollout ? [{ word: words.wave, width: "9%", rank: (row) => (row[WAVE] < 0 ? 1e9 : row[WAVE]), text: (row) => (row[WAVE] < 0 ? "" : data.waves[row[WAVE]]) }] : []),
    { word: words.reasons, width: "17%", key: (row) => joined(row[REASONS]) },
    { word: words.next_steps, width: "17%", key: (row) => joined(row[STEPS]) },
  ];

  /** For each row its place in the order of a column, worked out once: sorting by numbers is quick. */
  const ranks = new Map();
  function ranksOf(column) {
    if (!ranks.has(column)) {
      const { key, rank } = columns[column];
      let values;
      if (rank) {
        values = Float64Array.from(rows, rank);
      } else {
        const keys = rows.map(key);
        const order = [...new Set(keys)].sort(collator.compare);
        const places = new Map(order.map((text, place) => [text, place]));
        values = Float64Array.from(keys, (text) => places.get(text));
      }
      ranks.set(column, values);
    }
    return ranks.get(column);
  }

  function hostTable() {
    let order = Uint32Array.from(rows.keys());
    let shown = order;
    let sorted = -1;
    let descending = false;
    let active = 0;

    const choices = (name, word, pairs) => {
      const select = make("select", { id: name, onchange: filter }, make("option", { value: "" }, words.all),
        ...pairs.map(([value, text]) => make("option", { value }, text)));
      return [select, make("label", { for: name }, word, select)];
    };
    const used = (column) => [...new Set(rows.map((row) => row[column]))];
    const byText = (indices) => indices.map((index) => [index, index < 0 ? words.none : texts[index]]).sort((a, b) => collator.compare(a[1], b[1]));
    const search = make("input", { id: "search", type: "search", autocomplete: "off", oninput: filter });
    const [decision, decisionLabel] = choices("decision", words.decision, DECISIONS.map((name, index) => [index, words[name]]));
    const [platform, platformLabel] = choices("platform", words.platform, byText(used(PLATFORM)));
    const [label, labelLabel] = choices("label", data.label || "", data.label ? byText(used(LABEL)) : []);
    const [wave, waveLabel] = choices("wave", words.wave, data.rollout ? [...data.waves.map((name, index) => [index, name]), [-1, words.none]] : []);
    const reset = make("button", { type: "button", onclick: () => {
      search.value = "";
      for (const select of [decision, platform, label, wave]) {
        select.value = "";
      }
      filter();
    } }, words.reset);
    const status = make("p", { class: "quiet", id: "shown", role: "status" });
    const body = make("tbody");
    const headings = columns.map((column, index) => make("th", { scope: "col", "aria-sort": "none" },
      make("button", { type: "button", onclick: () => sort(index) }, column.word)));
    const widths = make("colgroup", {}, ...columns.map((column) => {
      const col = make("col");
      col.style.width = column.width;
      return col;
    }));
    const grid = make("table", { "aria-label": words.table }, widths, make("thead", {}, make("tr", {}, ...headings)), body);
    const view = make("div", { class: "hosts", tabindex: "0", role: "region", "aria-label": words.table_help, onscroll: draw, onkeydown: move }, grid);
    const detail = make("div", { id: "detail", hidden: "", tabindex: "-1", role: "region", "aria-labelledby": "detail-of", onkeydown: (event) => {
      if (event.key === "Escape") {
        close();
      }
    } });
    section(words.table,
      make("div", { class: "controls" }, make("label", { for: "search", class: "grow" }, words.filter, search), decisionLabel, platformLabel,
        data.label ? labelLabel : null, data.rollout ? waveLabel : null, reset),
      status, data.left_out ? make("p", { class: "quiet" }, say("left_out", count(data.left_out))) : null, view, detail);

    function sort(column) {
      descending = column === sorted && !descending;
      sorted = column;
      const values = ranksOf(column);
      const sign = descending ? -1 : 1;
      order = Uint32Array.from(rows.keys()).sort((a, b) => sign * (values[a] - values[b]) || a - b);
      headings.forEach((heading, index) => heading.setAttribute("aria-sort", index !== column ? "none" : descending ? "descending" : "ascending"));
      filter();
    }

    function filter() {
      const wanted = search.value.trim().toLowerCase();
      const hit = wanted ? texts.map((text) => text.toLowerCase().includes(wanted)) : null;
      const is = (select, value) => select.value === "" || Number(select.value) === value;
      shown = order.filter((index) => {
        const row = rows[index];
        return is(decision, row[DECISION]) && is(platform, row[PLATFORM]) && is(label, row[LABEL]) && is(wave, row[WAVE]) &&
          (!hit || row[NAME].toLowerCase().includes(wanted) || row[REASONS].some((text) => hit[text]) || row[STEPS].some((text) => hit[text]));
      });
      status.textContent = say("shown", count(shown.length), count(rows.length));
      view.scrollTop = 0;
      active = 0;
      draw();
    }

    function line(at) {
      const row = rows[shown[at]];
      const cells = columns.map((column, index) => {
        if (index === 0) {
          return make("th", { scope: "row" }, make("button", { type: "button", title: row[NAME], "data-at": at, tabindex: at === active ? "0" : "-1", onclick: () => open(at) }, row[NAME]));
        }
        if (index === 1) {
          return make("td", { class: DECISIONS[row[DECISION]] }, make("span", { class: "mark" }, words[DECISIONS[row[DECISION]]]));
        }
        const text = (column.text || column.key)(row);
        return make("td", { title: text }, text);
      });
      return make("tr", { class: "row", "aria-rowindex": at + 2 }, ...cells);
    }

    const space = (height) => {
      const cell = make("td", { colspan: columns.length });
      cell.style.height = height + "px";
      return make("tr", { class: "space", "aria-hidden": "true" }, cell);
    };

    /** Only the rows in view, and a few around them, are in the document. */
    function draw() {
      const first = Math.max(0, Math.floor(view.scrollTop / ROW) - 8);
      const last = Math.min(shown.length, first + Math.ceil((view.clientHeight || 640) / ROW) + 16);
      const lines = [];
      for (let at = first; at < last; ++at) {
        lines.push(line(at));
      }
      const focused = body.contains(document.activeElement) ? document.activeElement.dataset.at : null;
      grid.setAttribute("aria-rowcount", shown.length + 1);
      body.replaceChildren(...(first > 0 ? [space(first * ROW)] : []), ...lines, ...(last < shown.length ? [space((shown.length - last) * ROW)] : []));
      if (focused !== null) {
        (body.querySelector(`button[data-at="${Number(focused)}"]`) || view).focus({ preventScroll: true });
      }
    }

    function move(event) {
      const page = Math.max(1, Math.floor(view.clientHeight / ROW) - 2);
      const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
      if (!(event.key in steps) || shown.length === 0 || event.target.closest("thead")) {
        return;
      }
      event.preventDefault();
      const inside = body.contains(document.activeElement);
      active = Math.min(shown.length - 1, Math.max(0, inside || Math.abs(steps[event.key]) > 1 ? active + steps[event.key] : active));
      const top = active * ROW;
      const height = view.clientHeight - 2 * ROW;
      view.scrollTop = Math.min(top, Math.max(view.scrollTop, top - height));
      draw();
      body.querySelector(`button[data-at="${active}"]`)?.focus({ preventScroll: true });
    }

    function open(at) {
      active = at;
      const row = rows[shown[at]];
      const list = (indices) => (indices.length ? make("ul", {}, ...indices.map((index) => make("li", {}, texts[index]))) : words.none);
      const pairs = [
        [words.decision, make("span", { class: DECISIONS[row[DECISION]] }, make("span", { class: "mark" }, words[DECISIONS[row[DECISION]]]))],
        [words.platform, textOf(row[PLATFORM]) || words.none],
        ...(data.label ? [[data.label, textOf(row[LABEL]) || words.none]] : []),
        ...(data.rollout ? [[words.wave, row[WAVE] < 0 ? words.none : data.waves[row[WAVE]]]] : []),
        [words.reasons, list(row[REASONS])],
        [words.next_steps, list(row[STEPS])],
        [words.collected, row[COLLECTED] === null ? words.undated : moment(row[COLLECTED])],
      ];
      detail.replaceChildren(make("h3", { id: "detail-of" }, say("details", row[NAME])),
        make("dl", {}, ...pairs.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])),
        make("p", {}, make("button", { type: "button", onclick: close }, words.close)));
      detail.hidden = false;
      detail.focus();
    }

    function close() {
      detail.hidden = true;
      (body.querySelector(`button[data-at="${active}"]`) || view).focus();
    }

    // On paper there is no scrolling: the rows that are shown, with everything that they say.
    addEventListener("beforeprint", () => {
      const lines = [];
      for (let at = 0; at < Math.min(shown.length, MOST_PRINTED); ++at) {
        lines.push(line(at));
      }
      body.replaceChildren(...lines);
    });
    addEventListener("afterprint", draw);
    addEventListener("resize", draw);
    filter();
  }

  theme();
  unready(); // before everything else
  head();
  readiness();
  blockers();
  whatIf();
  commitments();
  changes();
  oldest();
  hostTable();
  main.append(make("footer", {}, `${data.gate}; ${data.policy.name} ${data.policy.version} ${data.policy.digest}`));
})();
