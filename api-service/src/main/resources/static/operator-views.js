// Turns what the service knows of its index and runs into what operators read.

import { element } from './answer.js';
import { bytes, moment, number, share, span, textsOf } from './operator-texts.js';

const NAMED = 5;
const CODES = ['LOST_LABELS', 'LOST_PHOTOS', 'LESS_ACCURATE', 'NOT_MEASURED', 'UNREADABLE_CURRENT'];
const COUNT = { min: '1', step: '1' };
const SHARE = { min: '0', max: '1', step: 'any' };
const OPTIONS = { perLabel: COUNT, margin: SHARE, maxRejectShare: SHARE, keep: COUNT };

const heading = (id, text) => element('h2', { id: `${id}-title` }, text);
const badge = (text, bad) => element('span', { className: bad ? 'badge bad' : 'badge' }, text);
const button = (text, action, className, id) => element('button', { type: 'button', className, id, onclick: action }, text);

const accuracyOf = (evaluation, texts, language) =>
  evaluation?.accuracy ? share(evaluation.accuracy.top1, language) : texts.notMeasured;

/** The index that this service answers from. */
export function currentView(index, versions, off, language) {
  const texts = textsOf(language);
  if (!index) return [heading('current', texts.current), element('p', {}, texts.none)];
  const accuracy = index.evaluation.accuracy;
  const labels = Object.entries(index.photosPerLabel).sort(([, a], [, b]) => b - a);
  const most = labels[0]?.[1] ?? 1;
  return [
    heading('current', texts.current),
    off ? element('p', {}, texts.bundled) : null,
    versions?.current && versions.current !== index.version
      ? element('p', { className: 'alert' }, `${texts.served} ${index.version} (${texts.pair(texts.isCurrent, versions.current)})`)
      : null,
    tiles([
      [texts.version, index.version],
      [texts.photos, number(index.photos, language)],
      [texts.labels, number(index.labels, language)],
      [texts.accuracy, accuracyOf(index.evaluation, texts, language)],
      [texts.recognised, accuracy ? recognised(accuracy, texts, language) : texts.notMeasured],
      [texts.age, span((Date.now() - Date.parse(index.createdAt)) / 1000, language).split(' ').slice(0, 2).join(' ')],
    ]),
    element('details', {}, element('summary', {}, texts.perLabel), bars(labels, most, texts.perLabel, language)),
  ].filter(Boolean);
}

function recognised(accuracy, texts, language) {
  const precision = accuracy.precisionAtRecognised;
  return `${share(accuracy.recognised, language)}${precision === null ? '' : `, ${texts.precision} ${share(precision, language)}`}`;
}

function tiles(entries) {
  const pairs = entries.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)));
  return element('dl', { className: 'tiles' }, ...pairs);
}

function bars(labels, most, name, language) {
  const items = labels.map(([label, photos]) => {
    const meter = element('meter', { max: most, value: photos });
    meter.setAttribute('aria-label', label);
    return element('li', {}, element('span', {}, label), element('span', {}, number(photos, language)), meter);
  });
  const list = element('ul', { className: 'bars', tabIndex: 0 }, ...items);
  list.setAttribute('role', 'list');
  list.setAttribute('aria-label', name);
  return list;
}

/** What can be indexed, and how. */
export function startView(defaults, language, start) {
  const texts = textsOf(language);
  if (!defaults) return [heading('work', texts.startTitle)];
  const sources = [...defaults.photos, ...defaults.sources].map((source, i) => ({
    source,
    box: element('input', { type: 'checkbox', checked: i < defaults.photos.length }),
  }));
  const other = element('input', { name: 'other', autocomplete: 'off', spellcheck: false });
  const note = element('input', { name: 'note', maxLength: 500, autocomplete: 'off' });
  const fields = Object.entries(OPTIONS).map(([name, range]) => ({
    name,
    input: element('input', { type: 'number', name, ...range, value: defaults.parameters[name] ?? '' }),
  }));
  const allowed = CODES.map((code) => ({ code, box: element('input', { type: 'checkbox', name: code }) }));
  const form = element(
    'form',
    {},
    fieldset(texts.sources, ...sources.map(({ source, box }) => check(box, source))),
    labelled(texts.otherSource, other),
    listed(texts, texts.heldOut, defaults.heldOut),
    listed(texts, texts.negatives, defaults.negatives),
    element(
      'details',
      {},
      element('summary', {}, texts.options),
      element('div', { className: 'options' }, ...fields.map(({ name, input }) => labelled(texts.optionTexts[name][0], input, texts.optionTexts[name][1]))),
      fieldset(texts.allow, ...allowed.map(({ code, box }) => check(box, texts.allowTexts[code]))),
      labelled(texts.note, note),
    ),
    element('div', { className: 'buttons' }, element('button', { className: 'button', id: 'start' }, texts.start)),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const photos = sources.filter(({ box }) => box.checked).map(({ source }) => source);
    if (other.value.trim()) photos.push(other.value.trim());
    const given = fields.filter(({ input }) => input.value !== '').map(({ name, input }) => [name, Number(input.value)]);
    start({
      photos,
      parameters: Object.fromEntries(given),
      allow: allowed.filter(({ box }) => box.checked).map(({ code }) => code),
      note: note.value.trim() || null,
    });
  });
  return [
    heading('work', texts.startTitle),
    element('p', {}, texts.startHint),
    sources.length === 0 ? element('p', {}, texts.noSources) : null,
    form,
  ].filter(Boolean);
}

const fieldset = (name, ...children) => (children.length === 0 ? null : element('fieldset', {}, element('legend', {}, name), ...children));
const check = (box, text) => element('label', { className: 'check' }, box, element('span', {}, text));
const labelled = (name, input, hint) => element('label', {}, element('span', {}, name, hint ? element('small', {}, hint) : null), input);
const listed = (texts, name, values) => (values.length === 0 ? null : element('p', {}, texts.pair(name, values.join(', '))));

/** The run at work. Its parts are made once; update() changes what they say. */
export function liveView(run, language, cancel) {
  const texts = textsOf(language);
  const bar = element('progress', {});
  bar.setAttribute('aria-label', texts.progress);
  const state = badge('');
  const stage = element('p', {});
  const figures = element('p', { className: 'fine' });
  const place = element('p', { className: 'fine' });
  const ending = run.cancelledBy !== null;
  const action = ending
    ? element('p', {}, texts.cancelling)
    : element('div', { className: 'buttons' }, button(texts.cancel, () => cancel(run), 'button danger small', 'cancel'));
  const parts = [heading('work', texts.work), element('p', {}, state, ` ${run.id}`), stage, bar, figures, place, action];
  const section = document.getElementById('work');
  section.update = (now) => {
    state.textContent = texts.states[now.state];
    stage.textContent = now.stage ? (texts.stages[now.stage] ?? now.stage) : '';
    if (now.total > 0) {
      bar.max = now.total;
      bar.value = now.done;
    } else {
      bar.removeAttribute('value');
    }
    figures.textContent = figuresOf(now, texts, language);
    place.replaceChildren(...placeOf(now, texts));
  };
  section.update(run);
  return { parts };
}

function figuresOf(run, texts, language) {
  const left = run.expectedEnd ? (Date.parse(run.expectedEnd) - Date.now()) / 1000 : 0;
  return [
    run.total > 0 ? texts.ofPhotos(number(run.done, language), number(run.total, language)) : null,
    run.rate > 0 ? texts.rate(number(run.rate, language)) : null,
    run.total > 0 && run.done < run.total && left > 0 ? texts.left(span(left, language)) : null,
    run.rejects ? texts.rejectsSoFar(number(run.rejects, language)) : null,
  ]
    .filter(Boolean)
    .join(' · ');
}

function placeOf(run, texts) {
  const who = run.requestedBy ? texts.by(run.requestedBy) : texts.byHand;
  if (!run.launcher) return [who];
  const link = run.launcher.url ? element('a', { href: run.launcher.url, rel: 'noreferrer', target: '_blank' }, run.launcher.name) : run.launcher.name;
  return [who, ' · ', link];
}

/** Runs that have ended, and how. */
export function historyView(runs, next, language, older) {
  const texts = textsOf(language);
  if (runs.length === 0) return [heading('history', texts.history), element('p', {}, texts.noRuns)];
  const rows = runs.map((run) => [
    moment(run.requestedAt ?? run.startedAt, language),
    badge(texts.states[run.state], ['REFUSED', 'FAILED', 'LOST'].includes(run.state)),
    resultOf(run, texts),
  ]);
  return [
    heading('history', texts.history),
    table(texts.history, [texts.when, texts.state, texts.what], rows),
    next ? element('div', { className: 'buttons' }, button(texts.older, older, 'button plain small', 'older')) : null,
  ].filter(Boolean);
}

function resultOf(run, texts) {
  const lines = [
    run.requestedBy ? texts.by(run.requestedBy) : texts.byHand,
    run.request?.note,
    run.failure?.message,
    run.failure?.exitCode !== null && run.failure?.exitCode !== undefined ? texts.exitCode(run.failure.exitCode) : null,
  ].filter(Boolean);
  const output = run.failure?.output ?? [];
  const shown = output.length === 0 || run.failure.code === 'WORSE' ? null : element('details', {}, element('summary', {}, texts.lastLines), element('pre', {}, output.join('\n')));
  return element('div', {}, element('div', {}, run.id), element('div', { className: 'fine' }, lines.join(' · ')), shown);
}

/** All versions side by side, and what can be done with each. */
export function versionsView(list, language, actions) {
  const texts = textsOf(language);
  if (!list || list.versions.length === 0) return [heading('versions', texts.versions), element('p', {}, texts.none)];
  const current = list.versions.find((version) => version.current);
  const rows = list.versions.map((version) => [
    element('div', {}, element('div', {}, version.version), element('div', {}, stateOf(version, texts))),
    version.photos === null ? '–' : number(version.photos, language),
    labelsOf(version, texts, language),
    accuracyText(version, texts, language),
    thresholdsOf(version, texts, language),
    version.bytes === null ? '–' : bytes(version.bytes, language),
    buttonsOf(version, current, texts, language, actions),
  ]);
  const columns = [texts.version, texts.photos, texts.labels, texts.accuracy, texts.thresholds, texts.size, texts.actions];
  return [heading('versions', texts.versions), table(texts.versions, columns, rows)];
}

function stateOf(version, texts) {
  if (version.current) return badge(texts.isCurrent);
  if (!version.complete) return badge(texts.incomplete, true);
  return version.violations.some((each) => !each.allowed) ? badge(texts.refused, true) : badge(texts.kept);
}

function labelsOf(version, texts, language) {
  if (version.labels === null) return '–';
  const lost = named(version.labelsLost, texts);
  const gained = named(version.labelsGained, texts);
  return element(
    'div',
    {},
    number(version.labels, language),
    gained ? element('div', { className: 'fine' }, texts.gained(gained)) : null,
    lost ? element('div', { className: 'fine' }, texts.lost(lost)) : null,
  );
}

function named(labels, texts) {
  const more = labels.length > NAMED ? ` ${texts.andMore(labels.length - NAMED)}` : '';
  return labels.slice(0, NAMED).join(', ') + more;
}

function accuracyText(version, texts, language) {
  if (!version.evaluation) return '–';
  const accuracy = version.evaluation.accuracy;
  return element(
    'div',
    {},
    accuracyOf(version.evaluation, texts, language),
    accuracy ? element('div', { className: 'fine' }, texts.pair(texts.recognised, recognised(accuracy, texts, language))) : null,
  );
}

function thresholdsOf(version, texts, language) {
  const limits = version.thresholds;
  if (!limits) return '–';
  const familiarity = new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(limits.unknownBelow);
  return texts.thresholdText(share(limits.kindRecognisedFrom, language), familiarity);
}

function buttonsOf(version, current, texts, language, actions) {
  const all = [];
  const id = (action) => `${action}-${version.version}`;
  const named = (made, text) => {
    made.setAttribute('aria-label', `${text} ${version.version}`);
    return made;
  };
  if (version.complete && !version.current && !version.problem) {
    const older = current && version.version < current.version;
    const text = older ? texts.rollBack : texts.activate;
    const question = (older ? texts.rollBackQuestion : texts.activateQuestion)(version.version);
    const ask = () => actions.activate(version, question, changes(version, current, texts, language));
    all.push(named(button(text, ask, 'button small', id('activate')), text));
  }
  if (version.complete) {
    all.push(named(button(texts.report, () => actions.report(version), 'button plain small', id('report')), texts.report));
  }
  if (version.rejects) {
    const link = element('a', { href: `admin/index/versions/${version.version}/rejects.csv`, download: '' }, texts.rejectsCsv);
    all.push(named(link, texts.rejectsCsv));
  }
  if (!version.current) {
    all.push(named(button(texts.remove, () => actions.remove(version), 'button danger small', id('remove')), texts.remove));
  }
  return element('div', { className: 'buttons' }, ...all);
}

/** What will be different once a version is current. */
function changes(version, current, texts, language) {
  const lost = named(version.labelsLost, texts);
  const gained = named(version.labelsGained, texts);
  const refused = version.violations.filter((each) => !each.allowed);
  return [
    current && texts.change(texts.photos, number(current.photos, language), number(version.photos, language)),
    current && texts.change(texts.labels, number(current.labels, language), number(version.labels, language)),
    current && texts.change(texts.accuracy, accuracyOf(current.evaluation, texts, language), accuracyOf(version.evaluation, texts, language)),
    gained && texts.gained(gained),
    lost && texts.lost(lost),
    refused.length > 0 && `${texts.gateSaid} ${refused.map((each) => each.detail).join('; ')}`,
  ].filter(Boolean);
}

/** What users said, by label. */
export function feedbackView(summary, language) {
  const texts = textsOf(language);
  const title = heading('feedback', texts.feedback);
  if (!summary) return [title];
  if (summary.failed) return [title, element('p', {}, texts.feedbackFailed)];
  if (!summary.taken) return [title, element('p', {}, texts.feedbackOff)];
  if (summary.labels.length === 0) return [title, element('p', {}, texts.noFeedback)];
  const rows = summary.labels.map((each) => [
    each.label ?? texts.notAFruit,
    number(each.given, language),
    number(each.answered, language),
    number(each.photos, language),
  ]);
  return [
    title,
    element('p', {}, texts.feedbackHint(number(summary.counted, language), number(summary.total, language))),
    table(texts.feedback, [texts.label, texts.said, texts.agreed, texts.keptPhotos], rows),
  ];
}

/** A table that is a list of cards on a phone; its roles are said, as display: block takes them away. */
function table(name, columns, rows) {
  const cell = (tag, role, content, properties = {}) => {
    const made = element(tag, properties, content);
    made.setAttribute('role', role);
    return made;
  };
  const row = (cells) => withChildren(element('tr', {}), 'row', cells);
  const head = row(columns.map((column) => cell('th', 'columnheader', column, { scope: 'col' })));
  const body = rows.map((cells) =>
    row(
      cells.map((content, i) => {
        const made = i === 0 ? cell('th', 'rowheader', content, { scope: 'row' }) : cell('td', 'cell', content);
        if (i > 0) made.dataset.column = columns[i];
        return made;
      }),
    ),
  );
  const made = element(
    'table',
    { className: 'stacked' },
    withChildren(element('thead', {}), 'rowgroup', [head]),
    withChildren(element('tbody', {}), 'rowgroup', body),
  );
  made.setAttribute('role', 'table');
  made.setAttribute('aria-label', name);
  return made;
}

function withChildren(parent, role, children) {
  parent.setAttribute('role', role);
  parent.append(...children);
  return parent;
}
