
"use strict";
(() => {
  const AT_ONCE = 100;
  const CARDS_PRINTED_UNASKED = 200;
  const BANDS = ["exact", "strong", "possible", "weak"];
  const STATUSES = ["open", "discounted", "decided"];
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  if (!data.hits.length) return;

  // Text goes into the page as text only: nothing here parses markup.
  const el = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    for (const child of children) if (child !== null && child !== undefined) node.append(child);
    return node;
  };
  const name = (text) => el("bdi", {}, text);
  const bits = (weight) => (weight < 0 ? "" : "+") + (weight / 64).toFixed(2);
  const place = (hit) => {
    if (!hit.line) return hit.id || "typed name";
    return "row " + hit.row + ", line " + hit.line;
  };

  const hits = data.hits.map((hit, order) => {
    const entries = hit.entries.map((number) => data.parties[number]);
    const designations = entries.flatMap((entry) => entry.designations);
    const distinct = (values) => [...new Set(values)];
    return {
      ...hit, order, entries, designations,
      listed: entries[0].name,
      lists: distinct(entries.map((entry) => entry.list)),
      programmes: distinct(designations.map((d) => d.programme)),
      measures: distinct(designations.flatMap((d) => d.measures)),
      listedOn: designations.map((d) => d.listedOn).filter(Boolean).sort()[0] || "",
      text: [hit.query, hit.matched, hit.id, hit.file, hit.decision, place(hit),
        ...entries.flatMap((e) => [e.name, e.id, ...e.names]),
        ...hit.evidence.flatMap((e) => e.slice(0, 3))].join("\n").toLowerCase(),
    };
  });

  const collator = new Intl.Collator("en", { numeric: true });
  const files = [...new Set(hits.map((hit) => hit.file))];
  const KEYS = {
    score: (hit) => hit.score,
    status: (hit) => STATUSES.indexOf(hit.status),
    row: (hit) => files.indexOf(hit.file) * 1e9 + hit.row,
    query: (hit) => hit.query,
    listed: (hit) => hit.listed,
    list: (hit) => hit.lists[0],
    programme: (hit) => hit.programmes[0] || "",
    listedOn: (hit) => hit.listedOn,
  };

  const FILTERS = {
    status: (hit) => [hit.status],
    band: (hit) => [hit.band],
    list: (hit) => hit.lists,
    programme: (hit) => hit.programmes,
    measure: (hit) => hit.measures,
  };
  const state = { shown: hits, drawn: 0, key: null, down: false, open: new Set(), all: false };
  const clear = () => {
    for (const some of [...byId("table").tBodies]) some.remove();
    state.drawn = 0;
  };

  const fillSelects = () => {
    const fixed = { status: STATUSES, band: BANDS };
    for (const [key, values] of Object.entries(FILTERS)) {
      const found = new Set(hits.flatMap(values));
      const ordered = (fixed[key] || [...found].sort(collator.compare)).filter((v) => found.has(v));
      const select = byId("f-" + key);
      select.append(el("option", { value: "" }, "All"));
      for (const value of ordered) select.append(el("option", { value }, value));
    }
  };

  const select = () => {
    const words = byId("f-text").value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = Object.entries(FILTERS)
      .map(([key, values]) => [values, byId("f-" + key).value]).filter(([, value]) => value);
    state.shown = hits.filter((hit) => words.every((word) => hit.text.includes(word))
      && wanted.every(([values, value]) => values(hit).includes(value)));
    if (state.key) {
      const value = KEYS[state.key];
      const sign = state.down ? -1 : 1;
      state.shown.sort((one, two) => {
        const [a, b] = [value(one), value(two)];
        const order = typeof a === "number" ? a - b : collator.compare(a, b);
        return sign * order || one.order - two.order;
      });
    }
    clear();
    draw(AT_ONCE);
  };

  const observer = new IntersectionObserver((entries) => {
    if (entries.some((each) => each.isIntersecting)) draw(AT_ONCE);
  }, { rootMargin: "1200px" });

  const draw = (count) => {
    const until = Math.min(state.drawn + count, state.shown.length);
    while (state.drawn < until) {
      const rows = el("tbody", { role: "rowgroup" });
      const end = Math.min(state.drawn + AT_ONCE, until);
      for (; state.drawn < end; state.drawn++) {
        const hit = state.shown[state.drawn];
        rows.append(hitRow(hit));
        if (isOpen(hit)) rows.append(cardRow(hit));
      }
      byId("table").append(rows);
    }
    byId("more").hidden = state.drawn === state.shown.length;
    // Observed anew, it reports once more if what was drawn does not yet fill the window.
    observer.unobserve(byId("more"));
    observer.observe(byId("more"));
    byId("count").textContent = state.shown.length.toLocaleString("en") + " of "
      + hits.length.toLocaleString("en") + (hits.length === 1 ? " hit" : " hits");
  };

  const isOpen = (hit) => state.all !== state.open.has(hit.order);

  const hitRow = (hit) => {
    const open = isOpen(hit);
    const button = el("button", {
      type: "button", class: "toggle", "aria-expanded": String(open),
      "aria-controls": "card-" + hit.order,
      "aria-label": "Card of " + place(hit) + ", " + hit.listed,
    }, open ? "\u2212" : "+");
    const row = el("tr", { class: "hit", "data-hit": hit.order },
      el("td", {}, button),
      el("td", {}, el("span", { class: "score" }, hit.score.toFixed(1)), " ",
        el("span", { class: "badge band-" + hit.band }, hit.band)),
      el("td", {}, el("span", { class: "badge status-" + hit.status }, hit.status)),
      el("td", {}, place(hit), hit.id && hit.line ? el("div", { class: "soft" }, hit.id) : null,
        files.length > 1 ? el("div", { class: "soft" }, hit.file) : null),
      el("td", {}, hit.query ? name(hit.query) : el("span", { class: "soft" }, "(no name)")),
      el("td", {}, name(hit.listed), hit.matched === hit.listed ? null
        : el("div", { class: "soft" }, "matched: ", name(hit.matched))),
      el("td", {}, hit.lists.join(", ")),
      el("td", {}, ...hit.designations.slice(0, 3).map((d) => el("div", {}, d.programme,
        el("span", { class: "soft" }, " " + d.measures.join(", ")))),
        hit.designations.length > 3 ? el("div", { class: "soft" },
          (hit.designations.length - 3) + " more") : null),
      el("td", {}, hit.listedOn || el("span", { class: "soft" }, "not given")));
    return withRoles(row);
  };

  // Laid out as grids, rows would be no table to a screen reader but for these.
  const withRoles = (row) => {
    row.setAttribute("role", "row");
    for (const cell of row.children) cell.setAttribute("role", "cell");
    return row;
  };

  const cardRow = (hit) => withRoles(el("tr", { class: "detail", id: "card-" + hit.order },
    el("td", { colspan: "9", "aria-colspan": "9" }, card(hit))));

  const table = (headings, rows) => el("table", {},
    el("thead", {}, el("tr", {}, ...headings.map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, ...rows));

  const card = (hit) => {
    const listing = el("div", {}, el("h3", {}, "Listing"), ...hit.entries.map(entry),
      hit.decision ? el("p", {}, "Decision: " + hit.decision) : null,
      hit.ofac === null ? null
        : el("p", { class: "soft" }, "OFAC-style score " + hit.ofac + " (an emulation)"));
    const comparison = el("div", {}, el("h3", {}, "Side by side"), sideBySide(hit),
      el("h3", {}, "Evidence, in bits"), waterfall(hit));
    return el("div", { class: "card" }, listing, comparison);
  };

  const entry = (party, number) => {
    const list = el("dl", {});
    const add = (label, ...values) => list.append(el("dt", {}, label), el("dd", {}, ...values));
    add(number ? "also on" : "list", party.id + " (" + party.list + ")");
    add("name", name(party.name), " (" + party.kind + ")");
    for (const d of party.designations) {
      add("programme", d.programme + ", " + d.authority);
      add("effect", d.effect);
      if (d.url) add("see", el("a", { href: d.url, rel: "noreferrer noopener" }, d.url));
    }
    if (party.names.length) add("other names", ...party.names.flatMap((text, i) =>
      i ? ["; ", name(text)] : [name(text)]));
    return list;
  };

  const sideBySide = (hit) => {
    const line = (field, query, listed, verdict) => el("tr", {},
      el("th", { scope: "row" }, field), el("td", {}, name(query)), el("td", {}, name(listed)),
      el("td", {}, verdict ? el("span", { class: verdict === "agrees" ? "for" : "against" },
        verdict) : ""));
    const rows = [line("name", hit.query || "(no name)",
      hit.matched + " (" + hit.matchedType + ")", "")];
    if (hit.words.length) rows.push(line("words", hit.words[0], hit.words[1], ""));
    for (const [reason, query, listed, , group] of hit.evidence)
      if (group) rows.push(line(reason, query || "\u2014", listed || "\u2014", group));
    for (const [label, value] of hit.stated) rows.push(line(label, value, "", ""));
    for (const [label, value] of hit.entries[0].held) rows.push(line(label, "", value, ""));
    const sides = table(["field", "query", "listed", ""], rows);
    sides.classList.add("sides");
    return sides;
  };

  const waterfall = (hit) => {
    let sum = 0;
    const steps = hit.evidence.map(([reason, query, listed, weight]) => {
      const from = sum;
      sum += weight;
      return { reason, query, listed, weight, from, to: sum };
    });
    const ends = [0, ...steps.map((step) => step.to)];
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    const part = (weight) => 100 * weight / (high - low || 1);
    const bar = (from, to, kind) => {
      const node = el("span", { class: "bar " + kind });
      node.style.left = part(Math.min(from, to) - low) + "%";
      node.style.width = part(Math.abs(to - from)) + "%";
      return el("td", { "aria-hidden": "true" }, el("span", { class: "track" }, node));
    };
    const number = (weight) => el("td", { class: "bits" }, bits(weight));
    const rows = steps.map((step) => el("tr", {}, el("th", { scope: "row" }, step.reason),
      el("td", {}, name(step.query)), el("td", {}, name(step.listed)), number(step.weight),
      bar(step.from, step.to, step.weight < 0 ? "less" : ""), number(step.to)));
    rows.push(el("tr", {}, el("th", { scope: "row" }, "total"), el("td"), el("td"),
      el("td"), bar(0, sum, "sum"), number(sum)));
    return table(["reason", "query", "listed", "bits", "", "sum"], rows);
  };

  const toggle = (row) => {
    const hit = hits[Number(row.dataset.hit)];
    if (state.open.has(hit.order)) state.open.delete(hit.order); else state.open.add(hit.order);
    const open = isOpen(hit);
    const button = row.querySelector(".toggle");
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "\u2212" : "+";
    if (open) row.after(cardRow(hit)); else row.nextElementSibling.remove();
  };

  const openAll = (all) => {
    state.all = all;
    state.open.clear();
    const drawn = state.drawn;
    byId("open-all").setAttribute("aria-pressed", String(all));
    byId("open-all").textContent = all ? "Close all cards" : "Open all cards";
    clear();
    draw(all ? Math.min(drawn, AT_ONCE) : drawn);
  };

  const sort = (heading) => {
    const key = heading.dataset.key;
    state.down = state.key === key ? !state.down : heading.dataset.down === "1";
    state.key = key;
    for (const each of document.querySelectorAll("#table th[data-key]"))
      each.setAttribute("aria-sort",
        each === heading ? (state.down ? "descending" : "ascending") : "none");
    select();
  };

  let before = null;
  const toPaper = () => {
    if (before) return;
    before = { all: state.all, drawn: state.drawn };
    if (!state.all && state.shown.length <= CARDS_PRINTED_UNASKED) openAll(true);
    draw(state.shown.length);
  };
  const fromPaper = () => {
    if (!before) return;
    if (before.all !== state.all) openAll(before.all);
    before = null;
  };

  fillSelects();
  byId("filters").hidden = false;
  byId("table").hidden = false;
  let waiting = 0;
  byId("f-text").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(select, 120);
  });
  for (const key of Object.keys(FILTERS)) byId("f-" + key).addEventListener("change", select);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(select, 0));
  byId("open-all").addEventListener("click", () => openAll(!state.all));
  byId("print").addEventListener("click", () => window.print());
  byId("more").addEventListener("click", () => draw(AT_ONCE));
  byId("table").addEventListener("click", (event) => {
    const button = event.target.closest(".toggle");
    if (button) toggle(button.closest("tr"));
  });
  for (const heading of document.querySelectorAll("#table th[data-key]")) {
    heading.setAttribute("aria-sort", "none");
    heading.querySelector("button").addEventListener("click", () => sort(heading));
  }
  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", fromPaper);
  select();
})();
