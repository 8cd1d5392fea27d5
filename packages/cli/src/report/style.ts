/** The look of a report: the reader's own fonts, light and dark as the reader has it, readable on paper. */
export const style = `
:root {
  --text: #1b1f24; --faint: #57606a; --page: #ffffff; --box: #f4f6f8; --line: #d0d7de;
  --done: #1a7f37; --cached: #0969da; --failed: #b3202c; --unfinished: #8a5a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --faint: #9aa4ae; --page: #0d1117; --box: #161b22; --line: #30363d;
    --done: #4cc060; --cached: #6cb6ff; --failed: #ff8b85; --unfinished: #e3b341;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 75rem; color: var(--text); background: var(--page);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1.5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .25rem 0; }
dt { color: var(--faint); }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--faint); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.chart { width: 35%; min-width: 10rem; }
.chart svg { display: block; width: 100%; height: 1rem; margin-top: .25rem; background: var(--box); }
.done { color: var(--done); fill: var(--done); }
.cached { color: var(--cached); fill: var(--cached); }
.failed { color: var(--failed); fill: var(--failed); }
.unfinished { color: var(--unfinished); fill: var(--unfinished); }
pre { background: var(--box); border: 1px solid var(--line); border-radius: .25rem; padding: .5rem .75rem;
  overflow-x: auto; margin: .25rem 0; font: .85rem/1.45 ui-monospace, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; }
pre.source { white-space: pre; }
mark { color: inherit; background: none; text-decoration: underline wavy var(--failed); }
.say, .left, .faint { color: var(--faint); }
.stderr { border-left: .2rem solid var(--unfinished); padding-left: .4rem; }
summary { cursor: pointer; }
.problem { border-left: .25rem solid var(--failed); padding-left: .75rem; margin: .75rem 0; }
.problem.warning { border-color: var(--unfinished); }
.problem p { margin: .25rem 0; white-space: pre-wrap; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
@media print { body { max-width: none; } details { break-inside: avoid; } }
`;
