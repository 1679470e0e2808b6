import { markup } from '../text/html.ts';

/**
 * How a page looks: on a phone as on a desk, by day and by night, with nothing fetched. A table is cards where it has no
 * room, so that no word of a cell is broken.
 */
export const STYLE = markup`:root{--paper:#fff;--card:#f6f7f9;--ink:#1c2024;--soft:#56606b;--line:#d6dbe1;--good:#1a7f4b;--look:#8f5c00;--bad:#b3261e;--opens:#2468b4;--others:#737983}
@media (prefers-color-scheme:dark){:root{--paper:#14171a;--card:#1c2024;--ink:#e7eaee;--soft:#a3adb8;--line:#343b43;--good:#5bd394;--look:#f0b54a;--bad:#ff8a80;--opens:#7ab6ff;--others:#8d949d}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:64rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
:focus-visible{outline:3px solid var(--opens);outline-offset:2px}
[hidden]{display:none!important}
header{border-left:.4rem solid var(--soft);padding:.1rem 1rem;margin-bottom:1.5rem}
header.good{border-color:var(--good)}header.look,header.late{border-color:var(--look)}header.bad,header.old{border-color:var(--bad)}
.late .age,.state.look{color:var(--look);font-weight:bold}.old .age,.state.bad{color:var(--bad);font-weight:bold}.state.good{color:var(--good)}
.warning{padding:.5rem .8rem;border:2px solid var(--look);border-radius:.3rem;font-weight:bold}.old .warning{border-color:var(--bad)}
h1{margin:0;font-size:1.4rem}h2{margin:2rem 0 .5rem;font-size:1.1rem}
p{margin:.4rem 0}p,dd,td,th,code{overflow-wrap:break-word}
dl{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;margin:.5rem 0}dt{color:var(--soft);font-size:.8rem}dd{margin:0}
.none,.key,.note{color:var(--soft)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line)}
td{min-width:4.5rem}time{white-space:nowrap}th{color:var(--soft);font-weight:normal}td ul{margin:0;padding:0;list-style:none}
td:empty{padding:0}
.command{display:flex;gap:.5rem;align-items:flex-start;margin:.4rem 0}
.command code{flex:1;min-width:0;padding:.45rem .6rem;border:1px solid var(--line);border-radius:.3rem;background:var(--card);font:.85rem/1.4 ui-monospace,monospace}
code span{white-space:nowrap}
button{padding:.45rem .8rem;font:inherit;font-size:.85rem;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:.3rem;cursor:pointer}
label{display:block;margin-bottom:.3rem}
input{width:100%;padding:.6rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--soft);border-radius:.3rem}
.chart{display:grid;grid-template-columns:auto 1fr;gap:.2rem .5rem;color:var(--soft);font-size:.8rem}
.chart svg{width:100%;height:7rem;border-bottom:1px solid var(--soft);border-left:1px solid var(--soft)}
.scale{display:flex;flex-direction:column;justify-content:space-between;text-align:right}
.hours{grid-column:2;display:flex;justify-content:space-between}
.key::before{content:"";display:inline-block;width:.7em;height:.7em;margin-right:.3em;background:currentColor}
.key{margin-right:1rem;white-space:nowrap}
rect.blocks{fill:var(--bad)}.key.blocks::before{background:var(--bad)}
rect.opens{fill:var(--opens)}.key.opens::before{background:var(--opens)}
rect.held{fill:var(--look)}.key.held::before{background:var(--look)}
rect.others{fill:var(--others)}.key.others::before{background:var(--others)}
@media (min-width:48.01rem){td .note{min-width:12rem}td .command{flex-direction:column}}
@media (max-width:48rem){
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tr{display:block}
tr{margin:.6rem 0;padding:.5rem .7rem;border:1px solid var(--line);border-radius:.4rem;background:var(--card)}
td{display:flow-root;padding:.05rem 0 .05rem 6.5rem;border:0}
td[data-of]::before{content:attr(data-of);float:left;width:6rem;margin-left:-6.5rem;color:var(--soft)}
td:first-child{padding-left:0;font-weight:bold}td:first-child::before{display:none}
td:empty{display:none}
td:has(.command){padding-left:0}td:has(.command)::before{float:none;display:block;margin:0}
.command{flex-wrap:wrap}.command code{flex-basis:100%}
}`;
