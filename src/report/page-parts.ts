import { markup } from '../text/html.ts';

/** How the page looks: on a phone as on a desk, by day and by night, with nothing fetched. */
export const STYLE = markup`:root{--paper:#fff;--ink:#1c2024;--soft:#5b6470;--line:#dde1e6;--good:#1a7f4b;--look:#9a6400;--bad:#b3261e;--opens:#2f7bd0;--others:#8a8f98}
@media (prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e7eaee;--soft:#9aa4b0;--line:#2b3138;--good:#5bd394;--look:#f0b54a;--bad:#ff8a80;--opens:#7ab6ff;--others:#767d87}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:62rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
header{border-left:.4rem solid var(--soft);padding:.1rem 1rem}
header.good{border-color:var(--good)}header.look{border-color:var(--look)}header.bad{border-color:var(--bad)}
h1{margin:0;font-size:1.4rem}h2{margin:2rem 0 .5rem;font-size:1.1rem}
p{margin:.4rem 0;overflow-wrap:anywhere}
dl{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;margin:.5rem 0}dt{color:var(--soft);font-size:.8rem}dd{margin:0}
.none,.key{color:var(--soft)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{color:var(--soft);font-weight:normal}
pre{overflow-x:auto;padding:.5rem;border:1px solid var(--line);border-radius:.3rem}
input{width:100%;padding:.6rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--soft);border-radius:.3rem}
svg{width:100%;height:6rem;border-bottom:1px solid var(--line)}
.key::before{content:"";display:inline-block;width:.7em;height:.7em;margin-right:.3em;background:currentColor}
.key{margin-right:1rem;white-space:nowrap}
rect.blocks{fill:var(--bad)}.key.blocks::before{background:var(--bad)}
rect.opens{fill:var(--opens)}.key.opens::before{background:var(--opens)}
rect.held{fill:var(--look)}.key.held::before{background:var(--look)}
rect.others{fill:var(--others)}.key.others::before{background:var(--others)}`;

/** The search. Texts are only ever set as text, so that no name becomes part of the page. */
export const SCRIPT = markup`'use strict';
(() => {
  const groups = JSON.parse(document.getElementById('rows').textContent);
  const rows = groups.flatMap(({ what, rows }) => rows.map(([login, ip, why]) => [login, ip, what, why]));
  const input = document.getElementById('search');
  const found = document.getElementById('found');
  const most = 50;
  const put = (parent, tag, text) => {
    const child = document.createElement(tag);
    child.textContent = text;
    parent.append(child);
    return child;
  };
  // The BQN has underscores where IXC has blanks.
  const plain = (text) => text.toLowerCase().replace(/ /g, '_');
  const show = () => {
    const wanted = plain(input.value.trim());
    found.textContent = '';
    if (wanted === '') return;
    const hits = rows.filter(([login, ip]) => plain(login).includes(wanted) || ip.includes(wanted));
    if (hits.length === 0) {
      put(found, 'p', found.dataset.nobody);
      put(found, 'pre', found.dataset.command + " '" + input.value.trim().replace(/'/g, "'\\\\''") + "'");
      return;
    }
    const table = put(found, 'table', '');
    for (const row of hits.slice(0, most)) {
      const line = put(table, 'tr', '');
      for (const cell of row) put(line, 'td', cell);
    }
    if (hits.length > most) put(found, 'p', found.dataset.more);
  };
  input.addEventListener('input', show);
})();`;
