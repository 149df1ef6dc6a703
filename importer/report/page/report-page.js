'use strict';

const lines = [...document.querySelectorAll('.line[data-values]')];
const all = document.getElementById('values');
let opened;
let pointed = [];

/** The values that a line leads to. */
function valuesOf(line) {
  return line.dataset.values.split(' ').map((index) => document.getElementById(`value-${index}`));
}

function isOfChart(line) {
  return line.closest('.chart') !== null;
}

/** The lines on the other side, in their order. */
function othersOf(line) {
  const ids = new Set();
  for (const { dataset } of valuesOf(line)) {
    const list = isOfChart(line) ? dataset.source : dataset.chart;
    for (const id of list.split(' ').filter(Boolean)) ids.add(id);
  }
  return [...ids].map((id) => document.getElementById(id)).sort(inDocument);
}

function inDocument(one, other) {
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

function light(line) {
  for (const each of pointed) each.classList.remove('lit');
  pointed = line ? [line, ...othersOf(line)] : [];
  for (const each of pointed) each.classList.add('lit');
}

function numberOf(line) {
  return line.querySelector('.at');
}

function close() {
  if (!opened) return;
  opened.querySelector('.note').remove();
  numberOf(opened).setAttribute('aria-expanded', 'false');
  opened = undefined;
}

/** Shows what became of a line below it, and brings the other side into view. */
function open(line) {
  close();
  opened = line;
  const note = document.createElement('div');
  note.className = 'note';
  for (const value of valuesOf(line)) {
    const copy = value.cloneNode(true);
    copy.removeAttribute('id');
    copy.classList.remove('hidden');
    note.append(copy);
  }
  line.append(note);
  numberOf(line).setAttribute('aria-expanded', 'true');
  light(line);
  const [other] = othersOf(line);
  if (other) bringIntoView(other);
}

/** Inside of its listing: the page stays where it is. */
function bringIntoView(line) {
  const listing = line.closest('.code');
  const isVisible =
    line.offsetTop >= listing.scrollTop && line.offsetTop < listing.scrollTop + listing.clientHeight - 40;
  if (!isVisible) listing.scrollTop = line.offsetTop - listing.clientHeight / 3;
}

/** Moves to a line, and opens it if it has values. */
function goTo(line) {
  if (line.dataset.values) {
    focusOn(line);
    open(line);
  }
  line.scrollIntoView({ block: 'center' });
}

/** Of each listing one line can be reached with the tab key, the others with the arrow keys. */
function focusOn(line) {
  for (const each of line.closest('.code').querySelectorAll('a.at')) each.tabIndex = -1;
  numberOf(line).tabIndex = 0;
  numberOf(line).focus();
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]');
  const line = event.target.closest('.line[data-values]');
  if (link && !link.matches('.at')) {
    const target = document.querySelector(link.hash);
    if (!target?.matches('.line')) return;
    event.preventDefault();
    goTo(target);
  } else if (line && !event.target.closest('.note')) {
    event.preventDefault();
    if (getSelection().toString() !== '') return;
    if (line === opened) close();
    else {
      focusOn(line);
      open(line);
    }
  }
});

document.addEventListener('mouseover', (event) => {
  const line = event.target.closest('.line[data-values]');
  light(line ?? opened);
});

document.addEventListener('focusin', (event) => {
  if (event.target.matches('a.at')) light(event.target.closest('.line'));
});

/** Where each key leads from a line. */
const moves = {
  ArrowDown: (line, own) => own[own.indexOf(line) + 1],
  ArrowUp: (line, own) => own[own.indexOf(line) - 1],
  Home: (_, own) => own[0],
  End: (_, own) => own.at(-1),
  ArrowRight: (line) => (isOfChart(line) ? undefined : othersOf(line)[0]),
  ArrowLeft: (line) => (isOfChart(line) ? othersOf(line)[0] : undefined),
};

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && opened) {
    const line = opened;
    close();
    focusOn(line);
  }
  if (!event.target.matches('a.at') || event.ctrlKey || event.metaKey || event.altKey) return;
  const line = event.target.closest('.line');
  const own = [...line.closest('.code').querySelectorAll('.line[data-values]')];
  const next = moves[event.key]?.(line, own);
  if (!next) return;
  event.preventDefault();
  focusOn(next);
});

document.getElementById('fates').addEventListener('change', () => {
  const shown = new Set([...document.querySelectorAll('#fates input:checked')].map(({ value }) => value));
  for (const line of lines) {
    const isShown = line.dataset.fates.split(' ').some((fate) => shown.has(fate));
    line.classList.toggle('dim', !isShown);
  }
  for (const value of all.querySelectorAll('.value'))
    value.classList.toggle('hidden', !shown.has(value.dataset.fate));
});

// Closed details are not printed.
addEventListener('beforeprint', () => {
  all.open = true;
});

for (const line of lines) {
  numberOf(line).tabIndex = -1;
  numberOf(line).setAttribute('aria-expanded', 'false');
}
for (const listing of document.querySelectorAll('.code')) {
  const first = listing.querySelector('a.at');
  if (first) first.tabIndex = 0;
}
if (location.hash.startsWith('#file-') || location.hash.startsWith('#chart-')) {
  const target = document.querySelector(location.hash);
  if (target) goTo(target);
}
