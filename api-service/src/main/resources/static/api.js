// What this page asks the service, and tells it.

/** Why no answer came: an HTTP status, or 'offline', 'unreachable', 'slow', 'wrongKey', 'heic'. */
export class Failure extends Error {
  /** @param retryAt when asking again makes sense (milliseconds since 1970), or null where the same photo would fail again */
  constructor(kind, retryAt = null, detail = null) {
    super(detail ?? String(kind));
    this.kind = kind;
    this.retryAt = retryAt;
    this.detail = detail;
  }
}

const PHOTOS_OF_IPHONES = ['HEIC', 'HEIF'];
const KEY = 'pomona.key';
let key = remembered();

/** Whether this can be a key. What no header may have, a browser refuses to send: curly quotes, long dashes. */
export function isKey(text) {
  return /^[\x20-\x7e\xa0-\xff]+$/.test(text);
}

/** From now on this access key is sent along, and kept once the service has taken it; services without keys ignore it. */
export function useKey(chosen) {
  key = chosen;
}

export function hasKey() {
  return key !== null;
}

export function forgetKey() {
  key = null;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // then there is none
  }
}

function keepKey() {
  try {
    if (key) localStorage.setItem(KEY, key);
  } catch {
    // then only until the page is closed
  }
}

function remembered() {
  try {
    const kept = localStorage.getItem(KEY);
    return kept && isKey(kept) ? kept : null;
  } catch {
    return null;
  }
}

function headers(others = {}) {
  const all = { Accept: 'application/json, application/problem+json', ...others };
  if (key) all['X-API-Key'] = key;
  return all;
}

/** Sends the photo, and nothing else, to be recognised. Rejects with a Failure, or with the signal's reason. */
export async function recognise(photo, language, signal) {
  let response;
  try {
    response = await fetch(`recognize?lang=${language}`, {
      method: 'POST',
      headers: headers({ 'Content-Type': photo.type || 'application/octet-stream' }),
      body: photo,
      signal,
    });
    if (response.ok) {
      const answer = await response.json();
      keepKey();
      return answer;
    }
  } catch {
    signal.throwIfAborted();
    throw new Failure(navigator.onLine ? 'unreachable' : 'offline', Date.now());
  }
  if (response.status === 401 && hasKey()) {
    forgetKey();
    throw new Failure('wrongKey');
  }
  throw await refusal(response);
}

/** What the service knows, or null where it does not say. */
export async function knowledge() {
  try {
    const response = await fetch('index', { headers: { Accept: 'application/json' } });
    const { labels, photos } = await response.json();
    return response.ok && Number.isInteger(labels) && Number.isInteger(photos) ? { labels, photos } : null;
  } catch {
    return null;
  }
}

/** The labels that feedback may name, or null where the service takes no feedback. */
export async function feedbackLabels(language) {
  try {
    const response = await fetch(`feedback?lang=${language}`, { headers: { Accept: 'application/json' } });
    const { taken, labels } = await response.json();
    return response.ok && taken ? labels : null;
  } catch {
    return null;
  }
}

/**
 * Sends the right label of a photo. Rejects with a Failure.
 *
 * @param answer the answer that it is about
 * @param feedback {label} or {notAFruit: true}
 * @param photo the photo, where the person agrees that it is kept; else null
 */
export async function giveFeedback({ requestId, feedbackToken }, feedback, photo) {
  const fields = { ...feedback, feedbackToken };
  const request = { method: 'POST', headers: headers() };
  if (photo) {
    request.body = new FormData();
    for (const [name, value] of Object.entries(fields)) request.body.append(name, value);
    request.body.append('consent', 'true');
    request.body.append('photo', photo, 'photo');
  } else {
    request.headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(fields);
  }
  let response;
  try {
    response = await fetch(`recognize/${encodeURIComponent(requestId)}/feedback`, request);
  } catch {
    throw new Failure(navigator.onLine ? 'unreachable' : 'offline');
  }
  if (!response.ok) throw await refusal(response);
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  const passing = response.status === 429 || response.status >= 500;
  const kind = PHOTOS_OF_IPHONES.includes(problem.format) ? 'heic' : response.status;
  return new Failure(kind, passing ? retryAt(response.headers.get('Retry-After')) : null, problem.detail ?? problem.title);
}

/** Retry-After is a number of seconds or a date (RFC 9110). */
function retryAt(header) {
  if (header === null) return Date.now();
  const at = /^\d+$/.test(header) ? Date.now() + Number(header) * 1000 : Date.parse(header);
  return Number.isNaN(at) ? Date.now() : at;
}
