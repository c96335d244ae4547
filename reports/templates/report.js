"use strict";
const all = (query) => [...document.querySelectorAll(query)];
const one = (id) => document.getElementById(id);

// Filter: what does not match is hidden in the table and below it; an emptied section goes too.
const form = one("filter"), items = all(".item"), rows = all("tr.item");
const words = new Map(all("article.item").map((a) => [a.dataset.id, a.textContent.toLowerCase()]));
function filter() {
  const asked = one("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const verdicts = new Set(all("[name=verdict]:checked").map((box) => box.value));
  const section = one("section").value;
  for (const item of items) {
    const text = words.get(item.dataset.id);
    item.hidden = !(verdicts.has(item.dataset.verdict) &&
      (!section || section === item.dataset.section) && asked.every((word) => text.includes(word)));
  }
  for (const part of all(".part")) part.hidden = !part.querySelector("article:not([hidden])");
  one("shown").textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} claims`;
}
form.hidden = false;
for (const event of ["input", "change"]) form.addEventListener(event, filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filter));
filter();

// A link to a claim that the filter hides shows it all the same.
function arrive() {
  const target = one(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest("[hidden]")) { form.reset(); filter(); }
  target.scrollIntoView();
  if (target.matches("article")) target.focus({ preventScroll: true });
}
addEventListener("hashchange", arrive);
if (location.hash) arrive();

// Derivations open together, and before printing.
const folds = all("details"), unfold = one("unfold");
unfold.addEventListener("click", () => {
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
  unfold.textContent = open ? "Close all derivations" : "Open all derivations";
});
addEventListener("beforeprint", () => { for (const fold of folds) fold.open = true; });

// The graph lights all that rests on the claim pointed at.
const graph = document.querySelector("#graph svg");
function light(node) {
  const lit = new Set([node.dataset.number, ...node.dataset.above.split(" ").filter(Boolean)]);
  graph.classList.add("chosen");
  for (const other of all(".node")) other.classList.toggle("lit", lit.has(other.dataset.number));
  for (const arrow of all(".arrow"))
    arrow.classList.toggle("lit", lit.has(arrow.dataset.from) && lit.has(arrow.dataset.to));
}
for (const node of all(".node")) {
  for (const event of ["mouseenter", "focus"]) node.addEventListener(event, () => light(node));
  for (const event of ["mouseleave", "blur"])
    node.addEventListener(event, () => graph.classList.remove("chosen"));
}

// Dark or light, against the system's choice.
const theme = one("theme");
theme.hidden = false;
theme.addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
