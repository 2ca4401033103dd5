// The page: takes a photo, scales it down, sends it, and shows the answer.

import { answerName, answerView, element, failureView } from './answer.js';
import { Failure, feedbackLabels, forgetKey, giveFeedback, hasKey, knowledge, recognise, useKey } from './api.js';
import { feedbackView, thanks } from './feedback.js';
import { shrink } from './photo.js';
import { number, otherLanguage, preferredLanguage, remember, textsIn } from './texts.js';

const PATIENCE_MS = 60_000;

const parts = Object.fromEntries(
  ['language', 'photo', 'take', 'take-text', 'pick', 'pick-text', 'status', 'result', 'knowledge', 'privacy', 'key'].map((id) => [id, document.getElementById(id)]),
);

let language = preferredLanguage();
let known = null; // how much the service knows, once it has said so
const labels = {}; // by language: the labels that feedback may name; null where none is taken
let shot = null; // the photo on the page: {toSend: Promise<Blob>, answers: {en, fr}, failure, thanked}
let asking = null; // the AbortController of the question under way

function look(file) {
  if (!shot) history.pushState(null, ''); // "back" leads to the start, not away
  shot = { toSend: shrink(file), answers: {}, failure: null, thanked: false };
  if (file.type && !file.type.startsWith('image/')) shot.failure = new Failure(415);
  URL.revokeObjectURL(parts.photo.src);
  parts.photo.src = URL.createObjectURL(file);
  parts.photo.hidden = false;
  parts.result.replaceChildren();
  window.scrollTo(0, 0);
  if (!shot.failure) {
    ask();
  } else {
    stopAsking();
    show();
    focusHeading();
  }
}

/** Asks about the photo in the language of the page; a question under way is dropped. The focus moves to what is new, not to a translation. */
async function ask() {
  stopAsking();
  const mine = new AbortController();
  const about = shot;
  const inLanguage = language;
  asking = mine;
  if (about.failure) parts.result.replaceChildren();
  about.failure = null;
  show();
  const patience = setTimeout(() => mine.abort(new Failure('slow', Date.now())), PATIENCE_MS);
  try {
    about.answers[inLanguage] = await recognise(await about.toSend, inLanguage, mine.signal);
  } catch (reason) {
    if (asking !== mine) return;
    about.failure = reason instanceof Failure ? reason : new Failure('other', Date.now());
  } finally {
    clearTimeout(patience);
  }
  if (asking !== mine) return;
  asking = null;
  const isNew = about.failure || !parts.result.hasChildNodes();
  show();
  if (isNew) focusHeading();
}

function askWithKey(key) {
  useKey(key);
  ask();
}

function stopAsking() {
  asking?.abort();
  asking = null;
}

function startOver() {
  stopAsking();
  shot = null;
  parts.photo.hidden = true;
  parts.result.replaceChildren();
  show();
}

/** Brings the page in line with what is known now. */
function show() {
  const texts = textsIn(language);
  const answer = shot?.answers[language];
  const state = !shot ? 'start' : answer ? 'answered' : shot.failure ? 'failed' : 'asking';
  document.body.dataset.state = state;
  parts.result.setAttribute('aria-busy', state === 'asking');
  parts.status.textContent = state === 'asking' ? texts.looking : '';
  parts['take-text'].textContent = shot ? texts.takeAnother : texts.take;
  parts['pick-text'].textContent = shot ? texts.pickAnother : texts.pick;
  if (state === 'failed') parts.result.replaceChildren(...failureView(shot.failure, language, ask, askWithKey));
  if (state === 'answered') parts.result.replaceChildren(...withFeedback(answerView(answer, language), answer));
  showKey();
  document.title = state === 'answered' ? `${answerName(answer, language)} – Pomona` : `Pomona – ${texts.question}`;
}

/** Forgets the key, so that another one can be entered. */
function showKey() {
  const texts = textsIn(language);
  const forget = element('button', { type: 'button', className: 'quiet', onclick: forgetTheKey }, texts.forgetKey);
  parts.key.replaceChildren(...(hasKey() ? [forget] : []));
}

function forgetTheKey() {
  forgetKey();
  const forgotten = element('span', { tabIndex: -1 }, textsIn(language).keyForgotten);
  parts.key.replaceChildren(forgotten);
  forgotten.focus();
}

/** The question whether that is right stands below the verdict. */
function withFeedback([verdict, ...others], answer) {
  const choices = labels[language];
  if (!choices) return [verdict, ...others];
  const about = shot;
  const question = about.thanked ? thanks(language) : feedbackView(answer, choices, language, send);
  return [verdict, question, ...others];

  async function send(feedback, keepPhoto) {
    await giveFeedback(answer, feedback, keepPhoto ? await about.toSend : null);
    about.thanked = true;
  }
}

function focusHeading() {
  const heading = parts.result.querySelector('h1');
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: 'nearest' });
}

function speak(chosen) {
  language = chosen;
  const texts = textsIn(language);
  const other = otherLanguage(language);
  document.documentElement.lang = language;
  for (const part of document.querySelectorAll('[data-text]')) part.textContent = texts[part.dataset.text];
  parts.privacy.textContent = Object.values(labels).some(Boolean) ? texts.privacyWithFeedback : texts.privacy;
  parts.photo.alt = texts.yourPhoto;
  parts.language.textContent = textsIn(other).ownName;
  parts.language.lang = other;
  parts.knowledge.textContent = known ? texts.knowledge(number(known.labels, language), number(known.photos, language)) : '';
}

parts.language.addEventListener('click', () => {
  speak(otherLanguage(language));
  remember(language);
  learnLabels();
  if (shot && !shot.failure && !shot.answers[language]) ask();
  else show();
});

for (const input of [parts.take, parts.pick]) {
  input.addEventListener('change', () => {
    if (input.files.length > 0) look(input.files[0]);
    input.value = ''; // so that the same photo can be chosen again
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault(); // it looks like a button, so Enter presses it too
    input.click();
  });
}

parts.photo.addEventListener('error', () => (parts.photo.hidden = true));

document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('dropping');
});
document.addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) document.body.classList.remove('dropping');
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('dropping');
  if (event.dataTransfer.files.length > 0) look(event.dataTransfer.files[0]);
});
document.addEventListener('paste', (event) => {
  if (event.clipboardData.files.length > 0) look(event.clipboardData.files[0]);
});
window.addEventListener('popstate', startOver);

/** Labels that arrive after another language was chosen are kept for their own. */
async function learnLabels() {
  const spoken = language;
  if (labels[spoken]) return;
  const found = await feedbackLabels(spoken);
  if (labels[spoken]) return;
  labels[spoken] = found;
  speak(language);
  if (found && spoken === language && shot?.answers[language]) showAgain();
}

/** Brings the answer in line with what is known now; the focus stays there. */
function showAgain() {
  const focused = parts.result.contains(document.activeElement);
  show();
  if (focused) focusHeading();
}

speak(language);
show();
learnLabels();
knowledge().then((said) => {
  known = said;
  speak(language);
});
