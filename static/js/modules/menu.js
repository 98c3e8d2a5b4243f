// The folded navigation: Escape and a click beside it close it, focus goes back to its button.
export default function menu(details) {
  const button = details.querySelector("summary");
  const header = details.closest("header");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.open) {
      details.open = false;
      button.focus();
    }
  });

  document.addEventListener("click", (event) => {
    if (details.open && !header.contains(event.target)) {
      details.open = false;
    }
  });
}
