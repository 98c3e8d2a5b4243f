// A button that opens the browser's print dialogue; hidden until there is a script to do it.
export default function print(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
