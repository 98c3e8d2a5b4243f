// The presentation: the arrow keys go from one sheet to the next.
export default function vis(sheets) {
  const all = [...sheets.querySelectorAll("section[id]")];

  addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (!step) {
      return;
    }
    const shown = Math.max(all.findIndex((sheet) => `#${sheet.id}` === location.hash), 0);
    const next = all[shown + step];
    if (next) {
      event.preventDefault();
      location.hash = next.id;
    }
  });
}
