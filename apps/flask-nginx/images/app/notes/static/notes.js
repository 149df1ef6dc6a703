// Lists, adds and deletes notes. The counters in the page's head come with the page itself.

const PAGE = 20;
const RETRY_MS = 5000;

const element = (id) => document.getElementById(id);
const list = element('notes');

let total = 0;

async function ask(path, options) {
  const response = await fetch(path, options);
  if (response.status === 204) return null;
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.error), { ...answer, status: response.status });
  return answer;
}

function item(note) {
  const li = element('note').content.cloneNode(true).firstElementChild;
  li.querySelector('.text').textContent = note.text;
  const time = li.querySelector('time');
  time.dateTime = note.created_at;
  time.textContent = new Date(note.created_at).toLocaleString();
  li.querySelector('.delete').addEventListener('click', (event) => remove(note.id, li, event.currentTarget));
  return li;
}

function show(count) {
  total = count;
  element('total').textContent = total.toLocaleString();
  element('none').hidden = total > 0;
  element('more').hidden = list.children.length >= total;
}

function setPostgres(state) {
  element('postgres').dataset.state = state;
  element('postgres').textContent = state;
}

function succeeded() {
  element('message').hidden = true;
  setPostgres('ok');
}

function failed(error) {
  element('message').textContent = `That did not work: ${error.message}.`;
  element('message').hidden = false;
  if (error.dependency === 'postgres') setPostgres('unavailable');
}

async function load() {
  try {
    const page = await ask(`/notes?limit=${PAGE}&offset=${list.children.length}`);
    succeeded();
    list.append(...page.notes.map(item));
    show(page.total);
  } catch (error) {
    failed(error);
    // Without a first page there is nothing to press, so the page itself tries again.
    if (list.children.length === 0) setTimeout(load, RETRY_MS);
  }
}

async function add(event) {
  event.preventDefault();
  const button = event.submitter;
  button.disabled = true;
  try {
    const text = element('text').value;
    const note = await ask('/notes', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text }),
    });
    succeeded();
    element('text').value = '';
    list.prepend(item(note));
    show(total + 1);
  } catch (error) {
    failed(error);
  } finally {
    button.disabled = false;
  }
}

async function remove(id, li, button) {
  button.disabled = true;
  try {
    await ask(`/notes/${id}`, { method: 'DELETE' });
    succeeded();
  } catch (error) {
    // 404: someone else was faster, and the result is the same.
    if (error.status !== 404) {
      failed(error);
      button.disabled = false;
      return;
    }
  }
  li.remove();
  show(total - 1);
}

element('add').addEventListener('submit', add);
element('more').addEventListener('click', load);
load();
