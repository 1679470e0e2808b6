import { markup, safe } from '../text/html.ts';
import { LONG_WORD, PIECES } from './page-pieces.ts';

/**
 * What a page does in the browser: it counts its age, shows times as the clock on the wall does, copies commands and
 * searches. Texts are only ever set as text, so that no name becomes part of the page.
 */
export const SCRIPT = markup`'use strict';
(() => {
  const language = document.documentElement.lang;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const put = (parent, tag, text, fields) => {
    const child = document.createElement(tag);
    child.textContent = text;
    for (const [name, value] of Object.entries(fields || {})) child.setAttribute(name, value);
    parent.append(child);
    return child;
  };

  const clock = (date) => date.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  const whole = (date) => date.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  for (const time of all('time.clock')) time.textContent = clock(new Date(time.dateTime));
  for (const time of all('time.whole')) time.textContent = whole(new Date(time.dateTime));

  const relative = new Intl.RelativeTimeFormat(language);
  const ago = (seconds) => {
    if (seconds < 60) return relative.format(-Math.max(0, Math.floor(seconds)), 'second');
    if (seconds < 7200) return relative.format(-Math.floor(seconds / 60), 'minute');
    if (seconds < 172800) return relative.format(-Math.floor(seconds / 3600), 'hour');
    return relative.format(-Math.floor(seconds / 86400), 'day');
  };
  const title = document.title;
  // A clock that is minutes behind would make an old page young.
  const skew = 120;
  const count = () => {
    const now = Date.now() / 1000;
    for (const time of all('time.ago')) time.textContent = ago(now - Date.parse(time.dateTime) / 1000);
    for (const part of all('[data-ended]')) {
      const age = now - Number(part.dataset.ended);
      const old = age >= Number(part.dataset.old);
      const late = !old && age >= Number(part.dataset.late);
      const ahead = age < -skew;
      part.classList.toggle('old', old);
      part.classList.toggle('late', late || ahead);
      const warning = part.querySelector('.warning');
      if (warning === null) continue;
      const words = old ? warning.dataset.old : late ? warning.dataset.late : ahead ? warning.dataset.ahead : '';
      if (warning.textContent !== words) warning.textContent = words;
      warning.hidden = words === '';
      if (part.tagName === 'HEADER') document.title = old || late ? words : title;
    }
  };
  count();
  setInterval(count, 5000);
  document.addEventListener('visibilitychange', count);

  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without HTTPS a browser has no clipboard but the old way's.
      const field = put(document.body, 'textarea', text);
      field.select();
      const done = document.execCommand('copy');
      field.remove();
      button.focus();
      if (!done) return;
    }
    const words = button.textContent;
    if (words === button.dataset.done) return;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2000);
  };
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('button[data-done]');
    if (button !== null) copy(button.parentElement.querySelector('code').textContent, button);
  });

  const input = document.getElementById('search');
  if (input === null) return;
  const { heads, words, rows, events } = JSON.parse(document.getElementById('rows').textContent);
  const found = document.getElementById('found');
  const said = document.getElementById('said');
  const most = 50;
  // Whoever types joao means joão; and the BQN has underscores where IXC has blanks.
  const plain = (text) => text.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase().replace(/ /g, '_');
  const folded = rows.map(([login]) => plain(login));
  const happened = new Map();
  for (const [login, ...event] of events) happened.set(login, [...(happened.get(login) || []), event]);
  const cell = (line, at) => put(line, 'td', '', { role: 'cell', 'data-of': heads[at] });
  // A word that has no room in a line is broken behind a mark, as in the other tables.
  const write = (parent, text) => {
    const pieces = ${safe(String(LONG_WORD))}.test(text) ? text.match(${safe(String(PIECES))}) : [text];
    for (const piece of pieces) parent.append(piece, document.createElement('wbr'));
  };
  const add = (body, [login, ip, word, detail]) => {
    const line = put(body, 'tr', '', { role: 'row' });
    const what = words[word] + (detail ? ' (' + (typeof detail === 'number' ? found.dataset.contract + ' ' : '') + detail + ')' : '');
    for (const [at, text] of [login, ip, what].entries()) write(cell(line, at), text);
    const day = happened.get(login);
    const last = cell(line, 3);
    if (day === undefined) return;
    const list = put(last, 'ul', '');
    for (const [at, event, reason] of day.slice(0, 5)) put(list, 'li', clock(new Date(at * 1000)) + ' ' + words[event] + (reason ? ': ' + reason : ''));
  };
  const show = () => {
    const wanted = plain(input.value.trim());
    found.textContent = '';
    said.textContent = '';
    if (wanted === '') return;
    const hits = rows.filter(([, ip], at) => folded[at].includes(wanted) || ip.includes(wanted));
    said.textContent = hits.length === 0 ? found.dataset.nobody : hits.length > most ? found.dataset.more : '';
    if (hits.length === 0) {
      const command = put(found, 'div', '', { class: 'command' });
      put(command, 'code', found.dataset.command + " '" + input.value.trim().replace(/'/g, "'\\\\''") + "'");
      put(command, 'button', found.dataset.copy, { type: 'button', 'data-done': found.dataset.copied });
      return;
    }
    const table = put(found, 'table', '', { role: 'table' });
    const head = put(put(table, 'thead', '', { role: 'rowgroup' }), 'tr', '', { role: 'row' });
    for (const text of heads) put(head, 'th', text, { role: 'columnheader', scope: 'col' });
    const body = put(table, 'tbody', '', { role: 'rowgroup' });
    for (const row of hits.slice(0, most)) add(body, row);
  };
  input.addEventListener('input', show);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    input.value = '';
    show();
  });
  show();
})();`;
