// Keys on the queue: nothing here can be done without them alone.
(() => {
  const rows = () => [...document.querySelectorAll("#waiting tbody tr")].filter(
    (row) => row.querySelector("a"),
  );
  const here = () => rows().findIndex((row) => row.classList.contains("here"));
  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    const now = here();
    const next = Math.min(Math.max(now + step, 0), all.length - 1);
    if (now >= 0) all[now].classList.remove("here");
    all[next].classList.add("here");
    all[next].querySelector("a").focus();
  };
  const tick = (box) => {
    if (box) box.checked = !box.checked;
  };
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    x: () => tick(rows()[here()]?.querySelector("input[type=checkbox]")),
    "*": () => rows().forEach((row) => tick(row.querySelector("input[type=checkbox]"))),
    "/": () => document.querySelector("input[name=learner]").focus(),
    a: () => document.querySelector("select[name=to]")?.focus(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
