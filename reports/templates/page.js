"use strict";
const all = (query, root = document) => [...root.querySelectorAll(query)];
const one = (id) => document.getElementById(id);
document.documentElement.classList.add("scripted");

// Search compares tokens: a formula is the same however it is written, as typed or in LaTeX.
const GREEK = ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi " +
  "rho sigma sigma tau upsilon phi chi psi omega").split(" ");
const LAYOUT = new RegExp("\\\\(?:left|right|[bB]igg?[lrm]?|displaystyle|(?:no)?limits|operatorname" +
  "|math(?:rm|cal|bb|bf|it|sf|tt)|boldsymbol|text(?:rm|bf|it)?|q?quad|[dt]?frac|cdot|times|begin|end)(?![a-z])|\\\\[,;:! ]", "g");
const SIGNS = [
  [/\\leq?(?![a-z])|≤/g, "<="], [/\\geq?(?![a-z])|≥/g, ">="], [/\\neq?(?![a-z])|≠/g, "!="],
  [/\\infty|∞/g, " oo "], [/\\ln(?![a-z])/g, " log "], [/\\pm(?![a-z])|±/g, "+-"],
  [/\\(?:to|rightarrow)(?![a-z])|→/g, "->"], [/√/g, " sqrt "], [/[−–]/g, "-"], [/ℓ/g, " ell "],
  [/∂/g, " partial "], [/\\var(?=epsilon|theta|pi|rho|sigma|phi)/g, " "], [/['’′]/g, " prime "],
  [/\*\*/g, "^"],
];
function folded(text) {
  let t = text.replace(/[⁰¹²³⁴-⁹⁺⁻ⁿ]+/g, "^$&").replace(/ℓ/g, " ell ").normalize("NFKC").toLowerCase();
  t = t.replace(/\\[dt]?frac\s*(\d)\s*(\d)/g, " $1 $2 ").replace(LAYOUT, " ");
  for (const [sign, name] of SIGNS) t = t.replace(sign, name);
  t = t.replace(/[α-ω]/g, (letter) => ` ${GREEK[letter.charCodeAt(0) - 0x3b1]} `);
  return (t.match(/\d+(?:\.\d+)?|\p{L}+|<=|>=|!=|->|\+-|[-+^=<>!|]/gu) || []).join(" ");
}
// Longer words may be typed in part; letters and numbers are meant whole.
const matches = (hay, asked) => hay.includes(` ${asked}${/\p{L}{3,}$/u.test(asked) ? "" : " "}`);

// What an item says, with formulas of sentences as they are typed and the LaTeX that buttons copy;
// displayed formulas and graphs are left out.
function said(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (["math", "svg"].includes(node.localName)) return ` ${node.getAttribute("alttext") ?? ""} `;
  const copied = node.dataset?.copy ? ` ${node.dataset.copy} ` : "";
  return " " + [...node.childNodes].map(said).join("") + copied;
}
const items = all("article.item"), twins = new Map(all("tr.item").map((row) => [row.dataset.id, row]));
let hays;
function found(text) {
  const asked = folded(text);
  if (!asked) return new Set(items);
  hays ??= new Map(items.map((item) => [item, ` ${folded(said(item))} `]));
  const whole = items.filter((item) => matches(hays.get(item), asked));
  if (whole.length) return new Set(whole);
  const words = text.split(/\s+/).map(folded).filter(Boolean);
  return new Set(items.filter((item) => words.every((word) => matches(hays.get(item), word))));
}

// Filter: a control is about the data of its own name. What does not match is hidden.
const form = one("filter"), boxes = all("input[type=checkbox]", form), lists = all("select", form);
const search = one("search"), shown = one("shown");
const groups = [...new Set(boxes.map((box) => box.name))];
const checked = (name) => boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
function filter() {
  const hits = found(search.value), wanted = groups.map((name) => [name, new Set(checked(name))]);
  for (const item of items) {
    item.hidden = !(hits.has(item) && wanted.every(([name, values]) => values.has(item.dataset[name])) &&
      lists.every((list) => !list.value || list.value === item.dataset[list.name]));
    if (twins.has(item.id)) twins.get(item.id).hidden = item.hidden;
  }
  for (const part of all(".part")) part.hidden = !part.querySelector("article:not([hidden])");
  shown.textContent = `${items.filter((item) => !item.hidden).length} of ${items.length} ${shown.dataset.of}`;
}

// The address keeps what is asked for, so that a filtered page can be sent to somebody.
function remember() {
  const asked = new URLSearchParams();
  if (search.value) asked.set("search", search.value);
  for (const list of lists) if (list.value) asked.set(list.name, list.value);
  for (const name of groups)
    if (boxes.some((box) => box.name === name && !box.checked)) asked.set(name, checked(name).join(" "));
  history.replaceState(null, "", asked.size ? `#?${asked}` : "#");
}
function recall(asked) {
  search.value = asked.get("search") ?? "";
  for (const list of lists) list.value = asked.get(list.name) ?? "";
  for (const box of boxes) box.checked = !asked.has(box.name) || asked.get(box.name).split(" ").includes(box.value);
  filter();
}
form.hidden = false;
form.addEventListener("input", () => { filter(); remember(); });
form.addEventListener("change", (event) => { if (event.target !== search) { filter(); remember(); } });
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", (event) => { event.preventDefault(); recall(new URLSearchParams()); remember(); });

// A link to an item that the filter hides shows it all the same.
function visit(item) {
  item.scrollIntoView();
  if (item.matches("article")) item.focus({ preventScroll: true });
}
function arrive() {
  if (location.hash.startsWith("#?")) { recall(new URLSearchParams(location.hash.slice(2))); return; }
  const target = one(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest("[hidden]")) recall(new URLSearchParams());
  visit(target);
}
addEventListener("hashchange", arrive);
recall(new URLSearchParams());
if (location.hash) arrive();
addEventListener("beforeprint", () => { for (const fold of all("details")) fold.open = true; });

// Copy: what a button holds, or the address of what it points at.
async function copy(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { /* not allowed: by hand */ }
  const area = document.body.appendChild(document.createElement("textarea"));
  area.value = text;
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy], button[data-link]");
  if (!button) return;
  const done = await copy(button.dataset.copy ?? location.href.split("#")[0] + button.dataset.link);
  button.focus();
  one("heard").textContent = `${button.ariaLabel ?? button.textContent}: ${done ? "done" : "the browser does not allow it"}`;
  button.classList.toggle("done", done);
  setTimeout(() => button.classList.remove("done"), 1500);
});

// Keyboard: single letters, unless somebody types or has put them out of use.
const keys = one("keys");
const KEYS = {
  "/": () => { search.scrollIntoView({ block: "center" }); search.focus(); search.select(); },
  j: () => step(1), k: () => step(-1), "?": () => keys.showModal(),
};
function step(by) {
  const seen = items.filter((item) => !item.hidden);
  const at = seen.indexOf(document.activeElement.closest("article.item"));
  const next = seen[at < 0 && by < 0 ? seen.length - 1 : at + by];
  if (next) visit(next);
}
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !one("letters").checked || keys.open) return;
  if (event.target.closest("input, select, textarea")) return;
  if (KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); }
});
one("help").addEventListener("click", () => keys.showModal());

// Dark or light, against the system's choice.
one("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
