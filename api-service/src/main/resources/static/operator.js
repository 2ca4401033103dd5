// The page of operators: signs in, shows the index, starts and follows runs, activates and rolls back versions.

import { element } from './answer.js';
import * as api from './operator-api.js';
import { currentView, feedbackView, historyView, liveView, startView, versionsView } from './operator-views.js';
import { textsOf } from './operator-texts.js';
import { otherLanguage, preferredLanguage, remember } from './texts.js';

const LOOK_MS = 10_000; // for runs and versions that came from elsewhere
const FEEDBACK_MS = 60_000; // the service reads hundreds of objects for it
const RETRY_MS = 3000; // until the service has answered for the first time
const HISTORY = 10;
const MOST_RUNS = 100; // that the service lists at once

const part = Object.fromEntries(
  ['language', 'sign-out', 'sign-in', 'name', 'password', 'sign-in-alert', 'unreached', 'unreached-alert', 'console', 'title', 'news', 'trouble', 'current', 'work', 'versions', 'history', 'feedback', 'confirm', 'report'].map(
    (id) => [id, document.getElementById(id)],
  ),
);

let language = preferredLanguage();
let signedIn = false;
let off = false; // the service has no index of its own
let known = { versions: null, index: null, defaults: null, runs: [], next: null, feedback: null };
let feedbackAt = 0;
let live = null; // the run at work
let following = null; // the AbortController of its events
let shown = {}; // what each section shows, so that it is drawn anew only when that changes

const texts = () => textsOf(language);
const isOver = (run) => !['QUEUED', 'STARTING', 'RUNNING'].includes(run.state);

// Signing in

async function enter() {
  try {
    await api.session();
  } catch (reason) {
    if (reason.status === 401) return leave('');
    part.unreached.hidden = false;
    say('unreached-alert', messageOf(reason));
    setTimeout(enter, RETRY_MS);
    return;
  }
  await open();
}

function leave(message) {
  signedIn = false;
  part.unreached.hidden = true;
  following?.abort();
  following = null;
  live = null;
  feedbackAt = 0;
  shown = {};
  part.console.hidden = true;
  part['sign-out'].hidden = true;
  part['sign-in'].hidden = false;
  part['sign-in-alert'].textContent = message;
  part.name.focus();
}

async function open() {
  signedIn = true;
  part.unreached.hidden = true;
  part['sign-in'].hidden = true;
  part.console.hidden = false;
  part['sign-out'].hidden = false;
  await look();
  part.title.focus();
}

part['sign-in'].addEventListener('submit', async (event) => {
  event.preventDefault();
  part['sign-in-alert'].textContent = '';
  try {
    await api.signIn(part.name.value, part.password.value);
    part.password.value = '';
    await open();
  } catch (reason) {
    part['sign-in-alert'].textContent =
      reason.status === 401 ? texts().wrong : reason.status === 429 ? texts().tooMany : texts().unreachable;
    part.password.focus();
  }
});

part['sign-out'].addEventListener('click', async () => {
  await api.signOut().catch(() => {});
  leave(texts().signedOut);
});

// Looking

/** Asks for everything that may have changed, and shows it. */
async function look() {
  if (!signedIn) return;
  try {
    known.index = await api.servedIndex().catch(() => null);
    await lookAtIndex();
    say('trouble', '');
  } catch (reason) {
    fail(reason);
  }
  show();
  lookAtFeedback();
}

/** Feedback that cannot be read hides nothing else. */
async function lookAtFeedback() {
  if (!signedIn || Date.now() - feedbackAt <= FEEDBACK_MS) return;
  feedbackAt = Date.now();
  try {
    known.feedback = await api.feedback();
  } catch (reason) {
    if (reason.status === 401) return fail(reason);
    known.feedback = { failed: true };
  }
  show();
}

async function lookAtIndex() {
  try {
    known.versions = await api.versions();
    known.defaults ??= await api.defaults();
    const page = await api.runs(Math.min(MOST_RUNS, Math.max(HISTORY, known.runs.length)));
    const older = known.runs.filter((run) => page.next && run.id < page.next);
    known.runs = [...page.runs, ...older];
    if (older.length === 0) known.next = page.next;
    off = false;
  } catch (reason) {
    off = reason.kind === 'reindex-off';
    if (!off) throw reason;
  }
  const active = known.runs.find((run) => !isOver(run));
  if (active) watch(active);
}

setInterval(() => {
  if (signedIn && !document.hidden && !part.confirm.open && !part.report.open) look();
}, LOOK_MS);

/** Follows a run by its events until it has ended. */
async function watch(run) {
  if (live?.id === run.id) return;
  following?.abort();
  const mine = new AbortController();
  following = mine;
  live = run;
  try {
    await api.follow(run.id, (told) => tell(told), mine.signal);
  } catch (reason) {
    if (!mine.signal.aborted) fail(reason);
  }
  if (following !== mine) return;
  following = null;
  live = null;
  shown.work = null;
  await look();
}

/** Says only what is news, not every photo. */
function tell(run) {
  if (run.state !== live?.state) say('news', texts().nowState(texts().states[run.state]));
  live = run;
  show();
}

// Showing

function show() {
  if (!signedIn) return;
  for (const id of ['work', 'versions', 'history']) part[id].hidden = off;
  draw('current', { index: known.index, versions: known.versions, off }, () => currentView(known.index, known.versions, off, language));
  draw('feedback', known.feedback, () => feedbackView(known.feedback, language));
  if (off) return;
  showWork();
  draw('versions', known.versions, () => versionsView(known.versions, language, { activate, remove, report }));
  const ended = known.runs.filter(isOver);
  draw('history', { ended, next: known.next }, () => historyView(ended, known.next, language, older));
}

/** The form stays as it is while somebody fills it in; the progress of a run changes in place. */
function showWork() {
  if (live) {
    draw('work', { run: live.id, cancelled: live.cancelledBy }, () => liveView(live, language, cancel).parts);
    part.work.update?.(live, language);
  } else {
    draw('work', { start: known.defaults }, () => startView(known.defaults, language, start));
  }
}

function draw(id, content, view) {
  const now = JSON.stringify([language, content]);
  if (shown[id] === now) return;
  shown[id] = now;
  const focused = part[id].contains(document.activeElement) ? document.activeElement.id : '';
  const opened = [...part[id].querySelectorAll('details')].map((each) => each.open);
  part[id].replaceChildren(...view());
  part[id].querySelectorAll('details').forEach((each, i) => (each.open = opened[i] ?? each.open));
  if (focused) document.getElementById(focused)?.focus();
}

function say(id, text) {
  if (part[id].textContent !== text) part[id].textContent = text;
}

function fail(reason) {
  if (reason.status === 401) return leave(texts().ended);
  say('trouble', messageOf(reason));
}

function messageOf(reason) {
  if (reason.status === 0) return texts().unreachable;
  return `${texts().problems[reason.kind] ?? texts().failed} ${reason.message}`.trim();
}

// Changing

async function start(request) {
  try {
    const run = await api.start(request, crypto.randomUUID?.() ?? String(Math.random()).slice(2));
    say('trouble', '');
    say('news', texts().started);
    known.runs = [run, ...known.runs];
    watch(run);
    show();
    part.title.focus();
  } catch (reason) {
    fail(reason);
    if (reason.status === 409) look();
  }
}

async function cancel(run) {
  if (!(await confirmed(texts().cancelQuestion, [texts().cancelText]))) return;
  try {
    tell(await api.cancel(run.id));
    say('news', texts().cancelling);
  } catch (reason) {
    fail(reason);
  }
}

async function activate(version, question, changes) {
  if (!(await confirmed(question, [...changes, texts().everywhere]))) return;
  try {
    const done = await api.activate(version.version, known.versions.current);
    say('news', done.live ? texts().nowCurrent(done.version) : texts().notLive(done.version, done.failure));
    await look();
  } catch (reason) {
    await look();
    fail(reason);
  }
}

async function remove(version) {
  if (!(await confirmed(texts().removeQuestion(version.version), [texts().removeText]))) return;
  try {
    await api.remove(version.version);
    say('news', texts().removed(version.version));
    await look();
  } catch (reason) {
    fail(reason);
  }
}

async function older() {
  try {
    const page = await api.runs(HISTORY, known.next);
    known.runs = [...known.runs, ...page.runs];
    known.next = page.next;
    show();
  } catch (reason) {
    fail(reason);
  }
}

/** Asks before something is changed; says what will be different. */
function confirmed(question, changes) {
  const yes = element('button', { className: 'button small', value: 'yes' }, texts().yes);
  const form = element(
    'form',
    { method: 'dialog' },
    element('div', { className: 'buttons' }, yes, element('button', { className: 'button plain small', value: 'no' }, texts().no)),
  );
  const list = element('ul', {}, ...changes.map((change) => element('li', {}, change)));
  part.confirm.replaceChildren(element('div', {}, element('h2', { id: 'confirm-title' }, question), list, form));
  part.confirm.returnValue = 'no';
  part.confirm.showModal();
  return new Promise((answered) =>
    part.confirm.addEventListener('close', () => answered(part.confirm.returnValue === 'yes'), { once: true }),
  );
}

async function report(version) {
  try {
    await api.report(version.version); // else the browser would show a refusal inside the frame
  } catch (reason) {
    return fail(reason);
  }
  const title = `${texts().report} ${version.version}`;
  const close = element('button', { className: 'button plain small' }, texts().close);
  part.report.replaceChildren(
    element(
      'div',
      {},
      element('form', { method: 'dialog', className: 'buttons' }, element('h2', { id: 'report-title' }, title), close),
      element('iframe', { title, src: `admin/index/versions/${version.version}/report` }),
    ),
  );
  part.report.showModal();
}

// Language

function speak(chosen) {
  language = chosen;
  document.documentElement.lang = language;
  document.title = texts().pageTitle;
  for (const each of document.querySelectorAll('[data-text]')) each.textContent = texts()[each.dataset.text];
  const other = otherLanguage(language);
  part.language.textContent = textsOf(other).ownName;
  part.language.lang = other;
  show();
}

part.language.addEventListener('click', () => {
  speak(otherLanguage(language));
  remember(language);
});

speak(language);
enter();
