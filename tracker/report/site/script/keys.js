// Keys for readers: an addition that no page needs. Owns what single keys do; never fetches, and never takes a key from
// a field, a combination or a reader who switched them off.
"use strict";
(() => {
  const box = document.getElementById("keys");
  const said = document.getElementById("keys-said");
  const on = document.getElementById("keys-on");
  const SWITCH = "statement-tracker.keys";
  const STATEMENTS = ".card[id], tr.columns th > a, table.matrix th.phr a, table.kwic tbody th a";
  const DIFFERENCES = ":is(ins, del, mark.o-new):not(.key *)";

  // The browser may keep nothing from pages that are files.
  const kept = () => { try { return localStorage.getItem(SWITCH); } catch { return null; } };
  const keep = (value) => { try { localStorage.setItem(SWITCH, value); } catch { /* then for this page alone */ } };

  const seen = (one) => one.getClientRects().length > 0;
  // Struck words before added ones are one difference.
  const second = (one) => one.matches("ins") && one.previousSibling && one.previousSibling.nodeName === "DEL";

  const step = (selector, way) => {
    const all = [...document.querySelectorAll(selector)].filter((one) => seen(one) && !second(one));
    const held = document.activeElement;
    const at = all.findIndex((one) => one === held || one.contains(held));
    let next = way > 0 ? at + 1 : at - 1;
    if (at < 0) {
      const below = all.findIndex((one) => one.getBoundingClientRect().top > 0);
      next = way > 0 ? below : (below < 0 ? all.length : below) - 1;
    }
    const one = all[next];
    if (!one) return;
    if (!one.matches("a, [tabindex]")) one.tabIndex = -1;
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: one.matches(".card") ? "start" : "center", inline: "nearest", behavior: "auto" });
  };

  const view = () => (location.hash.match(/^#(view-(?:fresh|redline|plain))/) || ["", ""])[1];
  const inView = (anchor) => {
    const name = view() && `${view()}-${anchor}`;
    return name && document.getElementById(name) ? name : anchor;
  };

  const copy = async () => {
    const card = document.activeElement.closest(".card[id]");
    if (card) location.hash = inView(card.id);
    try {
      await navigator.clipboard.writeText(location.href);
      said.textContent = said.dataset.copied;
    } catch {
      said.textContent = said.dataset.address;
    }
  };

  const open = () => { if (!box.open) box.showModal(); };
  const acts = {
    j: () => step(STATEMENTS, 1), k: () => step(STATEMENTS, -1),
    n: () => step(DIFFERENCES, 1), p: () => step(DIFFERENCES, -1),
    c: copy, "?": open,
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || box.open || !on.checked) return;
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : null;
    if (!act) return;
    event.preventDefault();
    act();
  });

  // A link to a statement of this page keeps the view.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#s"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const name = inView(link.getAttribute("href").slice(1));
    if (`#${name}` === link.getAttribute("href")) return;
    event.preventDefault();
    location.hash = name;
  });

  on.checked = kept() !== "off";
  on.addEventListener("change", () => keep(on.checked ? "on" : "off"));
  document.getElementById("keys-open").addEventListener("click", open);
  document.getElementById("keys-close").addEventListener("click", () => box.close());
  document.querySelector("p.keys").hidden = false;
})();
