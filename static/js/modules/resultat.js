// A result lives in the part of the address after #, which no browser sends. On the page that asks
// for the code, take it from there and show the result; on the result, put it there.
export default function resultat(element, startAll) {
  if (element.dataset.kode) {
    history.replaceState(history.state, "", `#${element.dataset.kode}`);
    return;
  }
  const show = async () => {
    const code = location.hash.slice(1);
    if (!/^\d+-[\d-]+$/.test(code)) {
      return;
    }
    element.kode.value = code;
    const status = element.querySelector("[data-henter]");
    status.textContent = status.dataset.henter;
    const answer = await fetch(element.action, { method: "POST", body: new FormData(element) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("main");
    if (!main) {
      return;
    }
    document.title = page.title;
    document.querySelector("main").replaceWith(main);
    startAll(main);
    main.focus();
  };
  addEventListener("hashchange", show);
  show();
}
