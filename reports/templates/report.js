// Derivations open together.
const folds = all("details.derivation"), unfold = one("unfold");
unfold.addEventListener("click", () => {
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
  unfold.textContent = open ? "Close all derivations" : "Open all derivations";
});

// The table's rows in the order of a column, and back; numbers in words count as numbers.
const order = new Intl.Collator("en", { numeric: true }).compare;
for (const button of all("#claims th button")) {
  button.addEventListener("click", () => {
    const head = button.closest("th"), falling = head.ariaSort === "ascending";
    for (const other of all("#claims thead th")) other.ariaSort = null;
    head.ariaSort = falling ? "descending" : "ascending";
    const key = (row) => row.cells[head.cellIndex].dataset.key ?? row.cells[head.cellIndex].textContent.trim();
    const rows = all("#claims tbody tr").sort((a, b) => order(key(a), key(b)) * (falling ? -1 : 1));
    one("claims").querySelector("tbody").append(...rows);
  });
}

// A graph lights what the claim pointed at rests on, and what rests on it.
for (const node of all(".node")) {
  const graph = node.ownerSVGElement, number = node.dataset.number;
  const of = (text) => new Set([number, ...text.split(" ").filter(Boolean)]);
  const below = of(node.dataset.below), above = of(node.dataset.above);
  const light = () => {
    graph.classList.add("chosen");
    for (const other of all(".node", graph)) {
      other.classList.toggle("premise", other !== node && below.has(other.dataset.number));
      other.classList.toggle("lit", below.has(other.dataset.number) || above.has(other.dataset.number));
    }
    for (const { classList, dataset } of all(".arrow", graph))
      classList.toggle("lit", [below, above].some((lit) => lit.has(dataset.from) && lit.has(dataset.to)));
  };
  for (const event of ["mouseenter", "focus"]) node.addEventListener(event, light);
  for (const event of ["mouseleave", "blur"])
    node.addEventListener(event, () => graph.classList.remove("chosen"));
}

// Figures and graphs grow and shrink within their frames.
for (const button of all("button[data-zoom]")) {
  button.addEventListener("click", () => {
    const { style, clientWidth: wide } = button.closest(".zoomable").querySelector(".scroll > :first-child");
    Object.assign(style, { width: `${wide * button.dataset.zoom}px`, minWidth: "0", maxWidth: "none" });
  });
}
