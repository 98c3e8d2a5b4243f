// A button that copies a field, or its own `data-tekst`; hidden until there is a script to do it.
export default function kopier(button) {
  const field = document.getElementById(button.dataset.felt);
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  button.hidden = false;
  button.parentElement.append(" ", status);
  button.addEventListener("click", async () => {
    field?.select();
    try {
      await navigator.clipboard.writeText(field ? field.value : button.dataset.tekst);
      status.textContent = button.dataset.kopieret;
    } catch {
      status.textContent = button.dataset.fejl || "";
    }
  });
}
