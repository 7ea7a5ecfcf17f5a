"""How the page looks: a printed document, with every status told without color too."""

STYLESHEET = """
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1d1b18; --muted: #57514a; --rule: #cfc7ba; --wash: #f7f4ee;
  --accent: #1f4a5c; --good: #1e5b38; --bad: #8c1d1d; --ask: #7a4a00; --calm: #4a4a55;
  --band: #8fb0bd; --band-not: #cdbfae;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia,
    "Times New Roman", serif;
  --sans: "Avenir Next", Optima, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #1c1b19; --ink: #ece8e1; --muted: #b5aea4; --rule: #46413a;
    --wash: #121110; --accent: #9cc7d8; --good: #86cf9f; --bad: #f2a0a0;
    --ask: #e6bb72; --calm: #bdbdc9; --band: #4d7484; --band-not: #5c5346; }
}
@media (prefers-contrast: more) {
  :root { --muted: var(--ink); --rule: var(--ink); --wash: var(--paper); }
}
* { box-sizing: border-box; }
html { font-size: 17px; }
body { margin: 0; background: var(--wash); color: var(--ink);
  font: 1rem/1.5 var(--serif); font-variant-numeric: oldstyle-nums; }
main { max-width: 70rem; margin: 2rem auto; padding: 3.5rem 4rem 3rem;
  background: var(--paper); border: 1px solid var(--rule); }
header { border-bottom: 3px double var(--accent); padding-bottom: 1.4rem; }
h1, h2, h3, h4 { font-weight: 600; line-height: 1.2; color: var(--accent);
  text-wrap: balance; }
h1 { font-size: 2.1rem; letter-spacing: -0.01em; margin: 0 0 0.2rem; }
h2 { font-size: 1.35rem; margin: 2.6rem 0 0.7rem; }
h3 { font-size: 1.05rem; margin: 1.6rem 0 0.4rem; }
p { margin: 0.4rem 0; max-width: 46rem; }
.lead { font-size: 1.12rem; font-style: italic; color: var(--muted); }
.label, thead th, dt, caption, .foot, .why-not { font-family: var(--sans); }
dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
  gap: 0.7rem 1.6rem; margin: 1.2rem 0 0; }
dl.facts div { border-left: 2px solid var(--rule); padding-left: 0.7rem; }
dt { font-size: 0.68rem; letter-spacing: 0.08em; text-transform: uppercase;
  color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-size: 0.8rem; color: var(--muted);
  padding: 0 0 0.5rem; }
th, td { text-align: left; vertical-align: top; padding: 0.55rem 0.9rem 0.55rem 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: 0.68rem; font-weight: 600; letter-spacing: 0.08em;
  text-transform: uppercase; color: var(--muted); border-bottom: 1.5px solid var(--ink);
  vertical-align: bottom; padding-bottom: 0.35rem; }
tbody th { font-weight: 600; }
tbody tr + tr > * { border-top: 1px solid var(--rule); }
tfoot td, tfoot th { border-top: 1.5px solid var(--ink); font-weight: 600; }
.dense { font-size: 0.88rem; }
.dense tbody th { font-weight: 400; }
.dense th, .dense td { padding-top: 0.2rem; padding-bottom: 0.2rem; }
.number { text-align: right; font-variant-numeric: lining-nums tabular-nums;
  white-space: nowrap; }
.fine { font-size: 0.84rem; color: var(--muted); font-weight: 400; display: block; }
.code { white-space: nowrap; font-variant-numeric: lining-nums; }
code { font-family: var(--mono); font-size: 0.74rem; overflow-wrap: anywhere;
  hyphens: none; }
.wide-source { width: 21%; }
.wide-rule { width: 19%; }
.wide-target { width: 15%; }
.wide-why { width: 27%; }
.stack { margin: 0; padding: 0; list-style: none; }
.stack li + li { margin-top: 0.25rem; }
.status { font-family: var(--sans); font-size: 0.76rem; white-space: nowrap;
  display: inline-block; padding: 0.08rem 0.5rem 0.1rem; border: 1.5px solid;
  border-radius: 1rem; }
.status i { font-style: normal; font-weight: 700; margin-right: 0.25rem; }
.awarded, .complete, .met { color: var(--good); }
.elective { color: var(--good); border-style: dashed; }
.denied, .impossible { color: var(--bad); border-width: 2px; }
.referred, .undecided { color: var(--ask); border-style: double; border-width: 3px; }
.accepted, .unarticulated, .superseded, .in-progress, .incomplete, .short, .unknown,
.waived { color: var(--calm); }
.unarticulated, .superseded { border-style: dotted; }
.sum { display: flex; flex-wrap: wrap; gap: 1rem 3rem; align-items: flex-start; }
.sum table { width: auto; min-width: 19rem; }
.sum th, .sum td { padding-top: 0.25rem; padding-bottom: 0.25rem; }
.sum tbody th { font-weight: 400; }
.tree, .tree ul { list-style: none; margin: 0; padding: 0; }
.tree ul { margin-left: 0.55rem; padding-left: 1.3rem;
  border-left: 1px solid var(--rule); }
.tree > li { border-top: 1px solid var(--rule); padding: 0.7rem 0; }
.tree ul > li { padding: 0.45rem 0 0; }
.tree .head { display: flex; flex-wrap: wrap; gap: 0.2rem 0.8rem;
  align-items: baseline; }
.tree .name { font-weight: 600; }
.tree .progress { color: var(--muted); font-variant-numeric: lining-nums; }
.bar { display: block; width: 9rem; height: 0.5rem; border: 1px solid var(--accent);
  margin-left: auto; align-self: center; }
.bar rect { fill: var(--accent); }
.sofar { font-weight: 600; font-variant-numeric: lining-nums; margin: 0.3rem 0 0.9rem; }
.applied { margin: 0.2rem 0 0; font-size: 0.92rem; }
.missing { margin: 0.2rem 0 0; font-size: 0.92rem; color: var(--ask); }
.flow { width: 100%; min-width: 46rem; height: auto; display: block; margin: 0.5rem 0; }
.flow .bands .counts { fill: var(--band); fill-opacity: 0.75; }
.flow .bands .not { fill: var(--band-not); fill-opacity: 0.6; }
.flow .bars .counts { fill: var(--accent); }
.flow .bars .not { fill: var(--calm); }
.flow text { font: 13px var(--sans); fill: var(--ink); stroke: var(--paper);
  stroke-width: 3.5px; stroke-linejoin: round; paint-order: stroke; }
.flow .heading { font-size: 11px; letter-spacing: 0.08em; text-transform: uppercase;
  fill: var(--muted); }
.flow .amount { fill: var(--muted); }
.derivation { font-size: 0.88rem; }
.derivation h3 { font-size: 0.98rem; margin-bottom: 0.1rem; }
.derivation ul { margin: 0.2rem 0 0.8rem; padding-left: 1.1rem; }
.foot { margin-top: 3rem; padding-top: 0.8rem; border-top: 1px solid var(--rule);
  font-size: 0.74rem; color: var(--muted); }
.notice { margin: 1.2rem 0 1.6rem; padding: 0.7rem 1rem; border: 3px double var(--ask);
  font-family: var(--sans); font-size: 0.9rem; }
.notice ul { margin: 0.2rem 0; padding-left: 1.2rem; }
.stacked span { display: block; font-weight: 400; font-size: 0.8rem;
  color: var(--muted); }
.scroll { overflow-x: auto; }
@media (max-width: 46rem) {
  main { margin: 0; border: 0; padding: 1.4rem 1rem; }
  .bar { width: 100%; margin: 0.1rem 0 0; }
}
@page { margin: 15mm 13mm 16mm; }
@media print {
  :root { color-scheme: light; }
  .flow { min-width: 0; }
  .notice { break-inside: avoid; }
  html { font-size: 8.8pt; }
  .origin { display: none; }
  .tree .head { gap: 0.1rem 0.6rem; }
  body { background: none; }
  main { margin: 0; padding: 0; border: 0; max-width: none; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr, .tree > li, .flow, dl.facts div { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .flow .bands path, .bar rect { print-color-adjust: exact; }
}
"""
