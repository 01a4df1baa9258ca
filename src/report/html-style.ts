/** The page's whole look: light and dark by the reader's own setting. */
export const style = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --paper: #fff; --panel: #f6f8fa;
  --line: #d1d9e0; --good: #1a7f37; --warn: #9a6700; --bad: #cf222e; --link: #0969da;
  --added: #dafbe1; --removed: #ffebe9; --hunk: #ddf4ff; }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f6fc; --soft: #9198a1; --paper: #0d1117;
  --panel: #151b23; --line: #3d444d; --good: #3fb950; --warn: #d29922; --bad: #f85149; --link: #4493f8;
  --added: #12361f; --removed: #43191d; --hunk: #10233e; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; background: var(--paper);
  color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .5rem; padding-left: .8rem;
  border-left: .35rem solid var(--soft); }
h1.fixed { border-color: var(--good); } h1.improved, h1.flaky { border-color: var(--warn); }
h1.unresolved { border-color: var(--bad); }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
p { margin: .5rem 0; } .quiet { color: var(--soft); } a { color: var(--link); }
code, pre { font: .86em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { background: var(--panel); padding: .1em .35em; border-radius: .3em; overflow-wrap: anywhere; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem .9rem;
  overflow-x: auto; tab-size: 4; }
blockquote { margin: .6rem 0; padding: .1rem 1rem; border-left: .25rem solid var(--line); }
.diff span { display: block; margin: 0 -.9rem; padding: 0 .9rem; min-height: 1.5em; width: max-content;
  min-width: calc(100% + 1.8rem); }
.diff .added { background: var(--added); } .diff .removed { background: var(--removed); }
.diff .hunk { background: var(--hunk); color: var(--soft); } .diff .file { font-weight: 600; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: .93rem; }
th, td { text-align: left; padding: .4rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.facts { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; margin: .8rem 0; padding: 0; list-style: none; color: var(--soft); }
.tree, .tree ul { list-style: none; margin: 0; padding: 0; } .tree ul { padding-left: 1.1rem; margin-left: .45rem;
  border-left: 1px solid var(--line); }
.tree li { margin: .15rem 0; } summary { cursor: pointer; padding: .15rem .3rem; border-radius: .3rem; }
summary:hover { background: var(--panel); } summary:focus-visible, pre:focus-visible { outline: 2px solid var(--link); }
.tree details > div { margin: .2rem 0 .8rem 1.2rem; }
.badge { display: inline-block; font-size: .78rem; line-height: 1.5; padding: 0 .5em; border-radius: 1em;
  border: 1px solid currentColor; margin-left: .4em; }
.chosen { color: var(--good); font-weight: 600; } .finished { color: var(--good); } .beam { color: var(--link); }
.truncated, .unneeded { color: var(--soft); } .failed { color: var(--bad); }
`;
