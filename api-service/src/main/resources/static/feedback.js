// Lets people say what a photo really showed. Shown only where the service takes feedback.

import { element } from './answer.js';
import { textsIn } from './texts.js';

const CHOICES = 5;

/**
 * @param labels the labels that the service knows: {label, displayName}
 * @param send takes {label} or {notAFruit: true}, and whether the photo may be kept; rejects where that fails
 */
export function feedbackView(answer, labels, language, send) {
  const texts = textsIn(language);
  const section = element('section', { className: 'feedback' });
  section.setAttribute('aria-label', texts.feedback);
  section.append(answer.labelRecognised ? yesOrNo() : invitation());
  return section;

  function yesOrNo() {
    return element(
      'div',
      { className: 'line' },
      element('p', {}, texts.isThatRight),
      button(texts.yes, (event) => give(event.currentTarget, { label: answer.label }, false)),
      button(texts.no, openForm),
    );
  }

  function invitation() {
    return element('div', { className: 'line' }, element('p', {}, answer.status === 'RECOGNISED' ? texts.doYouKnowTheVariety : texts.doYouKnow), button(texts.tellUs, openForm));
  }

  function openForm() {
    const form = feedbackForm(answer, labels, language, give);
    section.replaceChildren(form);
    form.querySelector('input').focus();
  }

  async function give(pressed, feedback, keepPhoto) {
    pressed.disabled = true;
    section.querySelector('[role=alert]')?.remove();
    try {
      await send(feedback, keepPhoto);
      section.replaceChildren(thanks(language));
      section.firstChild.focus();
    } catch (failure) {
      pressed.disabled = false;
      const text = texts.feedbackFailures[failure.kind] ?? texts.feedbackFailures.other;
      const alert = element('p', { className: 'alert' }, text);
      alert.setAttribute('role', 'alert');
      section.append(alert);
    }
  }
}

/** What stands in the place of the questions once they are answered. */
export function thanks(language) {
  return element('p', { className: 'thanks', tabIndex: -1 }, textsIn(language).thanks);
}

function feedbackForm(answer, labels, language, give) {
  const texts = textsIn(language);
  const other = element('input', { type: 'text', id: 'other-label', maxLength: 64, autocomplete: 'off' });
  other.setAttribute('list', 'known-labels');
  other.setAttribute('aria-label', texts.whatElse);
  const otherChoice = choice('other', texts.somethingElse);
  other.addEventListener('input', () => (otherChoice.querySelector('input').checked = true));
  const keep = element('input', { type: 'checkbox', id: 'keep-photo' });
  const submit = element('button', { type: 'submit', className: 'button small' }, texts.sendFeedback);
  const form = element(
    'form',
    { noValidate: true },
    element(
      'fieldset',
      {},
      element('legend', {}, texts.whatIsIt),
      ...shown(answer).map(({ label, displayName }) => choice(`label ${label}`, displayName)),
      element('div', { className: 'other' }, otherChoice, other),
      choice('nothing', texts.notAFruit),
    ),
    knownLabels(labels),
    element('label', { className: 'choice consent' }, keep, element('span', {}, texts.keepPhoto)),
    submit,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const feedback = chosen(new FormData(form).get('what'), other.value.trim(), labels);
    if (feedback) give(submit, feedback, keep.checked);
    else (form.querySelector('[name=what]:checked') ? other : form.querySelector('input')).focus();
  });
  return form;
}

/** What the form says, or null where it says nothing yet. */
function chosen(what, typed, labels) {
  if (what === 'nothing') return { notAFruit: true };
  if (what?.startsWith('label ')) return { label: what.slice('label '.length) };
  if (what !== 'other' || typed === '') return null;
  const known = labels.find(({ label, displayName }) => [label, displayName].some((name) => name.toLowerCase() === typed.toLowerCase()));
  return { label: known?.label ?? typed };
}

/** The varieties in question, most probable first. */
function shown({ kinds }) {
  return kinds
    .flatMap(({ varieties }) => varieties)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, CHOICES);
}

function knownLabels(labels) {
  const names = [...new Set(labels.map(({ displayName }) => displayName))].sort((a, b) => a.localeCompare(b));
  return element('datalist', { id: 'known-labels' }, ...names.map((name) => element('option', { value: name })));
}

function choice(value, text) {
  return element('label', { className: 'choice' }, element('input', { type: 'radio', name: 'what', value }), element('span', {}, text));
}

function button(text, onclick) {
  return element('button', { type: 'button', className: 'button small quiet-button', onclick }, text);
}
