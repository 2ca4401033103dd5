// Turns what the service said into what a person reads.

import { isKey } from './api.js';
import { number, percent, textsIn } from './texts.js';

const ALMOST_CERTAINLY = 0.9;
const PROBABLY = 0.6;
const WORTH_NAMING = 0.01;
const COMPARED = 3;

/** @returns the parts of the page that show this answer; the first one holds the heading */
export function answerView(answer, language) {
  if (answer.status === 'UNKNOWN') return unknown(answer, language);
  return answer.status === 'RECOGNISED' ? certainKind(answer, language) : uncertain(answer, language);
}

/** @param retry what to do when the person wants to try again */
export function failureView(failure, language, retry, useKey) {
  const texts = textsIn(language);
  const known = texts.failures[failure.kind];
  const [title, text] = known ?? texts.failures.other;
  const heading = element('h1', { tabIndex: -1 }, title);
  heading.setAttribute('aria-describedby', 'failure-text failure-retry');
  return [
    element(
      'div',
      { className: 'verdict failure' },
      heading,
      element('p', { id: 'failure-text' }, text),
      known || !failure.detail ? null : element('p', { className: 'fine', lang: 'en' }, failure.detail),
      failure.retryAt === null ? null : retryButton(failure.retryAt, texts, retry),
      failure.kind === 401 || failure.kind === 'wrongKey' ? keyForm(texts, useKey) : null,
    ),
  ];
}

function keyForm(texts, useKey) {
  const input = element('input', { type: 'password', required: true, autocomplete: 'off' });
  const alert = element('p', { className: 'alert' });
  alert.setAttribute('role', 'alert');
  const form = element(
    'form',
    { className: 'key' },
    element('label', {}, texts.accessKey, input),
    alert,
    element('button', { className: 'button' }, texts.useKey),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const key = input.value.trim();
    if (isKey(key)) {
      useKey(key);
    } else {
      alert.textContent = texts.noKey;
      input.focus();
    }
  });
  return form;
}

/** What to call the answer in one line, for the title of the window. */
export function answerName(answer, language) {
  if (answer.status === 'UNKNOWN') return textsIn(language).unknown;
  if (answer.labelRecognised) return answer.kinds[0].varieties[0].displayName;
  return answer.status === 'RECOGNISED' ? answer.kind.name : textsIn(language).unsure;
}

/** The kind is given without reservation; the variety under it is as sure as it says. */
function certainKind(answer, language) {
  const texts = textsIn(language);
  const [kind, ...otherKinds] = answer.kinds;
  const [variety, ...otherVarieties] = kind.varieties;
  const fruit = answer.fruit?.id === kind.id ? answer.fruit : null;
  const varieties = guesses(
    texts.otherVarieties,
    otherVarieties.filter(worthNaming).map(({ variety, displayName, confidence, exemplars }) => ({ name: variety ?? displayName, confidence, exemplars })),
    language,
  );
  const inDoubt = !answer.labelRecognised;
  return [
    element(
      'div',
      { className: 'verdict' },
      element(
        'h1',
        { tabIndex: -1 },
        element('span', { className: 'certainty' }, `${inWords(kind.confidence, texts)} · ${percent(kind.confidence, language)}`),
        ' ',
        element('span', { className: 'name' }, kind.name),
        ' ',
        variety.variety ? varietyLine(variety, language) : null,
      ),
      fruit ? botany(fruit) : null,
      looks(variety, language),
    ),
    inDoubt ? varieties : null,
    ...card(fruit, language),
    inDoubt ? null : varieties,
    guesses(texts.others, otherKinds.filter(worthNaming), language),
  ].filter(Boolean);
}

function varietyLine({ variety, confidence }, language) {
  const texts = textsIn(language);
  return element(
    'span',
    { className: 'variety' },
    `${texts.variety} ${variety} `,
    element('span', { className: 'how-sure' }, `${inWords(confidence, texts).toLocaleLowerCase(language)} · ${percent(confidence, language)}`),
  );
}

function uncertain(answer, language) {
  const texts = textsIn(language);
  const { fruit } = answer;
  const [best] = answer.kinds;
  return [
    element(
      'div',
      { className: 'verdict unsure' },
      element('h1', { tabIndex: -1 }, texts.unsure),
      element('p', {}, texts.bestGuess(best.name, percent(best.confidence, language))),
      ...advice(answer, texts),
    ),
    guesses(texts.couldBe, answer.kinds.filter(worthNaming), language),
    fruit?.id === best.id && fruit ? element('div', { className: 'supposed' }, element('h2', {}, texts.ifItIs(best.name)), botany(fruit)) : null,
    ...(fruit?.id === best.id && fruit ? card(fruit, language) : []),
  ].filter(Boolean);
}

function unknown(answer, language) {
  const texts = textsIn(language);
  return [
    element(
      'div',
      { className: 'verdict unsure' },
      element('h1', { tabIndex: -1 }, texts.unknown),
      element('p', {}, texts.unknownText),
      ...advice(answer, texts),
    ),
    // No per cents here: a share of the votes would read like a belief that the service does not hold.
    element(
      'section',
      {},
      element('h2', {}, texts.nearest),
      element('ul', { className: 'nearest' }, ...answer.kinds.map((kind) => element('li', {}, picture(pathsOf(kind)[0], kind.name, language), element('span', {}, kind.name)))),
    ),
  ];
}

/** What would help, by the reasons of the service; reasons of a later one have none of their own. */
function advice({ reasons }, texts) {
  const known = reasons.map((reason) => texts.advice[reason]).filter(Boolean);
  return (known.length > 0 ? known : [texts.tip]).map((text) => element('p', { className: 'fine' }, text));
}

function inWords(confidence, texts) {
  if (confidence >= ALMOST_CERTAINLY) return texts.almostCertainly;
  return confidence >= PROBABLY ? texts.probably : texts.perhaps;
}

function worthNaming({ confidence }) {
  return confidence >= WORTH_NAMING;
}

/** Names with their confidence; under each kind the varieties that it may be. */
function guesses(title, candidates, language) {
  if (candidates.length === 0) return null;
  return element('section', {}, element('h2', {}, title), element('ul', { className: 'guesses' }, ...candidates.map(guess)));

  function guess({ name, confidence, varieties = [], exemplars = pathsOf({ varieties }) }) {
    const bar = element('span', { className: 'bar' });
    bar.style.setProperty('--share', confidence);
    const named = varieties.filter((variety) => variety.variety && worthNaming(variety)).map((variety) => variety.variety);
    return element(
      'li',
      {},
      picture(exemplars[0], name, language),
      element(
        'div',
        { className: 'guess' },
        element('span', {}, name),
        ' ',
        element('span', { className: 'share' }, percent(confidence, language)),
        bar,
        named.length > 0 ? element('span', { className: 'fine varieties' }, named.join(', ')) : null,
      ),
    );
  }
}

/** Pictures to compare the photo with. */
function looks({ displayName, exemplars = [] }, language) {
  if (exemplars.length === 0) return null;
  return element(
    'div',
    { className: 'looks' },
    element('p', { className: 'fine' }, textsIn(language).compare),
    ...exemplars.slice(0, COMPARED).map((path) => picture(path, displayName, language)),
  );
}

/** The pictures of a kind's most probable variety that has some. */
function pathsOf({ varieties }) {
  return varieties.find(({ exemplars }) => exemplars?.length > 0)?.exemplars ?? [];
}

/** What something looks like, or null where the index has no picture of it. */
function picture(path, name, language) {
  if (!path) return null;
  // The path begins with a slash; the service may lie below a path of a proxy.
  const image = element('img', { className: 'exemplar', alt: textsIn(language).looksLike(name), width: 160, height: 160, loading: 'lazy', decoding: 'async', src: `.${path}` });
  image.addEventListener('error', () => image.remove());
  return image;
}

function botany({ scientificName, family }) {
  return element(
    'p',
    { className: 'botany', lang: 'la' },
    element('i', {}, scientificName),
    family ? ` · ${family}` : null,
  );
}

function card(fruit, language) {
  const texts = textsIn(language);
  if (!fruit) return [element('p', { className: 'fine' }, texts.noCard)];
  return [
    element('p', { className: 'description' }, fruit.description),
    element(
      'div',
      { className: 'facts' },
      fruit.goodFor?.length ? fact('good-for', texts.goodFor, element('ul', {}, ...fruit.goodFor.map((good) => element('li', {}, good)))) : null,
      fruit.nutrition ? nutrition(fruit.nutrition, language) : null,
      ...['season', 'storage', 'biodiversity'].map((kind) => (fruit[kind] ? fact(kind, texts[kind], element('p', {}, fruit[kind])) : null)),
    ),
  ];
}

function fact(kind, title, content) {
  return element('section', { className: `fact ${kind}` }, element('h2', {}, title), content);
}

function nutrition(figures, language) {
  const texts = textsIn(language);
  const rows = Object.entries(texts.nutrients)
    .filter(([key]) => Number.isFinite(figures[key]))
    .map(([key, name]) =>
      element(
        'tr',
        { className: key === 'sugarsG' ? 'part' : '' },
        element('th', { scope: 'row' }, name),
        element('td', {}, `${number(figures[key], language)}\u00a0${unit(key)}`),
      ),
    );
  if (rows.length === 0) return null;
  return element(
    'section',
    { className: 'fact nutrition' },
    element('table', {}, element('caption', {}, texts.nutrition), element('tbody', {}, ...rows)),
    figures.source ? element('p', { className: 'fine' }, `${texts.source} `, element('span', { lang: 'en' }, figures.source)) : null,
  );
}

/** The figures carry their unit at the end of their name: energyKcal, fibreG, potassiumMg. */
function unit(key) {
  return key.match(/(Kcal|G|Mg)$/)[0].toLowerCase();
}

function retryButton(at, texts, retry) {
  const button = element('button', { id: 'failure-retry', type: 'button', className: 'button', onclick: retry });
  tick();
  return button;

  function tick() {
    const seconds = Math.ceil((at - Date.now()) / 1000);
    button.disabled = seconds > 0;
    button.textContent = seconds > 0 ? texts.retryIn(seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`) : texts.retry;
    if (seconds > 0) setTimeout(() => button.isConnected && tick(), 250);
  }
}

/** Makes an element; properties as in the DOM, children that are null are left out. */
export function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
