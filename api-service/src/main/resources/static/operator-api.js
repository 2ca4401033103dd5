// Talks to /admin. The browser keeps a cookie that scripts cannot read; nothing else is kept.

/** What the service answered instead of what was asked: its problem, or none where it did not answer at all. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? '');
    this.status = status;
    this.problem = problem ?? {};
    this.kind = (problem?.type ?? '').split(':').pop();
  }
}

export const session = () => ask('GET', 'admin/session');
export const signOut = () => ask('DELETE', 'admin/session');
export const versions = () => ask('GET', 'admin/index/versions');
export const runs = (limit, before) => ask('GET', `admin/reindex?limit=${limit}${before ? `&before=${before}` : ''}`);
export const run = (id) => ask('GET', `admin/reindex/${id}`);
export const defaults = () => ask('GET', 'admin/reindex/defaults');
export const cancel = (id) => ask('DELETE', `admin/reindex/${id}`);
export const feedback = () => ask('GET', 'admin/feedback');
export const servedIndex = () => ask('GET', 'index');
export const report = (version) => open('GET', `admin/index/versions/${version}/report`);
export const start = (request, key) =>
  ask('POST', 'admin/reindex', { 'Content-Type': 'application/json', 'Idempotency-Key': key }, JSON.stringify(request));
export const activate = (version, current) =>
  ask('POST', `admin/index/versions/${version}/activate`, { 'If-Match': current ? `"${current}"` : '*' });
export const remove = (version) => ask('DELETE', `admin/index/versions/${version}`);

export function signIn(name, password) {
  const bytes = new TextEncoder().encode(`${name}:${password}`);
  return ask('POST', 'admin/session', { Authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` });
}

async function ask(method, path, headers = {}, body = undefined, signal = undefined) {
  const answer = await open(method, path, headers, body, signal);
  return answer.status === 204 ? null : answer.json();
}

async function open(method, path, headers, body, signal) {
  let answer;
  try {
    // Without this header a browser would open its own window for name and password.
    answer = await fetch(path, { method, headers: { 'X-Requested-With': 'XMLHttpRequest', ...headers }, body, signal, cache: 'no-store' });
  } catch (reason) {
    if (reason.name === 'AbortError') throw reason;
    throw new Refused(0);
  }
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => undefined));
  return answer;
}

/**
 * Follows a run to its end, through interruptions.
 *
 * @param told is called with the run at each event
 * @param signal ends it
 */
export async function follow(id, told, signal) {
  let last = '';
  while (!signal.aborted) {
    try {
      const answer = await open('GET', `admin/reindex/${id}/events`, last ? { 'Last-Event-ID': last } : {}, undefined, signal);
      for await (const event of events(answer.body)) {
        last = event.id ?? last;
        if (event.data) told(JSON.parse(event.data));
        if (event.event === 'end') return;
      }
    } catch (reason) {
      if (signal.aborted) return;
      if (reason instanceof Refused && [401, 404].includes(reason.status)) throw reason;
    }
    await new Promise((done) => setTimeout(done, 2000));
  }
}

/** Reads server-sent events (WHATWG): fields line by line, an empty line after each event. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = {};
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split(/\r\n|\n|\r/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        yield event;
        event = {};
      } else if (!line.startsWith(':')) {
        const [, name, text] = /^([^:]*):? ?(.*)$/.exec(line);
        event[name] = name === 'data' && event.data ? `${event.data}\n${text}` : text;
      }
    }
  }
}
