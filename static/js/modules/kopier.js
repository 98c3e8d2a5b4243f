// A button that copies a field; hidden until there is a script to do it.
export default function kopier(button) {
  const field = document.getElementById(button.dataset.felt);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.kopieret;
  });
}
