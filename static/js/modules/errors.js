// After a form was refused: read the summary first, and let its lines put the cursor in the field.
export default function errors(summary) {
  summary.focus();

  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) {
      return;
    }
    event.preventDefault();
    const field = target.matches("input, select, textarea")
      ? target
      : target.querySelector("input, select, textarea") || target;
    field.focus();
    (field.closest(".felt") || field).scrollIntoView({ block: "center" });
  });
}
