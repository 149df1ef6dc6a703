// Shows products with their ratings and reviews, and adds to both.

const PAGE = 20;
const RETRY_MS = 5000;
const REFRESH_MS = 5000;

const element = (id) => document.getElementById(id);
const list = element('list');
const stars = (rating) => '★'.repeat(rating) + '☆'.repeat(5 - rating);
const copyOf = (template) => element(template).content.cloneNode(true).firstElementChild;

let total = 0;

async function ask(path, options) {
  const response = await fetch(path, { headers: { Accept: 'application/json' }, ...options });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.error), { ...answer, status: response.status });
  return answer;
}

const send = (path, body) =>
  ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

function showRating(card, rating) {
  const average = rating?.average ?? null;
  card.querySelector('strong').textContent = average === null ? '' : average.toFixed(1);
  const shown = card.querySelector('.rating .stars');
  shown.textContent = average === null ? '' : stars(Math.round(average));
  shown.ariaLabel = average === null ? 'no rating' : `${average} of 5 stars`;
  const count = rating === null ? 'rating unavailable' : `${rating.count} review${rating.count === 1 ? '' : 's'}`;
  card.querySelector('.rating small').textContent = count;
  const bars = card.querySelector('.bars');
  bars.hidden = !rating?.count;
  bars.ariaLabel = (rating?.stars ?? []).map((times, index) => `${index + 1} stars: ${times}`).join(', ');
  bars.replaceChildren(
    ...(rating?.stars ?? []).map((times) => {
      const bar = document.createElement('i');
      bar.style.flexGrow = times;
      bar.hidden = times === 0;
      return bar;
    }),
  );
}

function reviewItem(review) {
  const item = copyOf('review');
  item.querySelector('.stars').textContent = stars(review.rating);
  item.querySelector('.stars').ariaLabel = `${review.rating} of 5 stars`;
  item.querySelector('b').textContent = review.author;
  item.querySelector('time').dateTime = review.created_at;
  item.querySelector('time').textContent = new Date(review.created_at).toLocaleString();
  item.querySelector('p').textContent = review.text;
  return item;
}

function productCard(product) {
  const path = `/api/products/${product.id}`;
  const card = copyOf('product');
  card.querySelector('h2').textContent = product.name;
  card.querySelector('.category').textContent = product.category;
  showRating(card, product.rating);
  const reviews = card.querySelector('ul');
  card.querySelector('details').addEventListener('toggle', (event) => {
    if (event.target.open && reviews.children.length === 0) {
      attempt(async () => reviews.replaceChildren(...(await ask(`${path}/reviews`)).reviews.map(reviewItem)));
    }
  });
  onSubmit(card.querySelector('form'), async ({ author, rating, text }) => {
    reviews.prepend(reviewItem(await send(`${path}/reviews`, { author, rating: Number(rating), text })));
    showRating(card, (await ask(path)).rating);
  });
  return card;
}

function onSubmit(form, action) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    event.submitter.disabled = true;
    if (await attempt(() => action(Object.fromEntries(new FormData(form))))) form.reset();
    event.submitter.disabled = false;
    await summary();
  });
}

async function attempt(action) {
  try {
    await action();
    element('message').hidden = true;
    return true;
  } catch (error) {
    element('message').textContent = `That did not work: ${error.message}.`;
    element('message').hidden = false;
    return false;
  }
}

function show(count) {
  total = count;
  element('none').hidden = total > 0;
  element('more').hidden = list.children.length >= total;
}

async function load() {
  const loaded = await attempt(async () => {
    const page = await ask(`/api/products?limit=${PAGE}&offset=${list.children.length}`);
    list.append(...page.products.map(productCard));
    show(page.total);
  });
  // Without a first page there is nothing to press, so the page itself tries again.
  if (!loaded && list.children.length === 0) setTimeout(load, RETRY_MS);
}

async function summary() {
  const { products, reviews, instance, dependencies } = await ask('/').catch(() => ({
    instance: 'nobody',
    dependencies: { postgres: 'unavailable', mongodb: 'unavailable', redis: 'unavailable' },
  }));
  element('products').textContent = products?.toLocaleString() ?? '–';
  element('reviews').textContent = reviews?.toLocaleString() ?? '–';
  element('instance').textContent = instance;
  for (const [name, state] of Object.entries(dependencies)) {
    element(name).dataset.state = state;
    element(name).textContent = state;
  }
}

onSubmit(element('add'), async ({ name, category }) => {
  list.prepend(productCard(await send('/api/products', { name, category })));
  show(total + 1);
});
element('more').addEventListener('click', load);
load();
summary();
setInterval(summary, REFRESH_MS);
