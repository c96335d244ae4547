"use strict";
const all = (query) => [...document.querySelectorAll(query)];
const one = (id) => document.getElementById(id);

// Filter: what does not match is hidden; an emptied section goes too.
const form = one("filter"), items = all("article.item");
const words = new Map(items.map((item) => [item, item.textContent.toLowerCase()]));
function filter() {
  const asked = one("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const statuses = new Set(all("[name=status]:checked").map((box) => box.value));
  for (const item of items) {
    const text = words.get(item);
    item.hidden = !(statuses.has(item.dataset.status) && asked.every((word) => text.includes(word)));
  }
  for (const part of all(".part")) part.hidden = !part.querySelector("article:not([hidden])");
  one("shown").textContent = `${items.filter((item) => !item.hidden).length} of ${items.length} equations`;
}
form.hidden = false;
for (const event of ["input", "change"]) form.addEventListener(event, filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filter));
filter();

// A link to an equation that the filter hides shows it all the same.
function arrive() {
  const target = one(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest("[hidden]")) { form.reset(); setTimeout(() => target.scrollIntoView()); }
  target.scrollIntoView();
  if (target.matches("article")) target.focus({ preventScroll: true });
}
addEventListener("hashchange", arrive);
if (location.hash) arrive();
addEventListener("beforeprint", () => { for (const fold of all("details")) fold.open = true; });

// Dark or light, against the system's choice.
const theme = one("theme");
theme.hidden = false;
theme.addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
