// Open screens follow the log. One tab of the browser (the holder of a Web Lock)
// keeps the EventSource and tells the others by BroadcastChannel. Messages carry
// stream names only, never content; a message makes the queries about it old.
import { api, tellSignedOut } from './client.ts';
import { notePosition } from './position.ts';
import { ApiProblem } from './problem.ts';
import { queryClient, refreshEverything } from './query.ts';

/** One part of a stream: `family` and its id. */
export type LiveStream = { stream: string; stream_id: string };

export type LiveMessage =
  | { kind: 'changed'; position: number | null; streams: LiveStream[] }
  /** Too much happened to be told one by one: read everything again. */
  | { kind: 'resync'; position: number | null };

const LOCK = 'hamyar-live';
const GATHER_MILLISECONDS = 300;

let waiting: LiveMessage[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** «family:0192…» as its two parts; null when it is something else. */
function streamOf(text: unknown): LiveStream | null {
  if (typeof text !== 'string') return null;
  const cut = text.indexOf(':');
  return cut > 0 ? { stream: text.slice(0, cut), stream_id: text.slice(cut + 1) } : null;
}

/** Reads the data of a `changed` or `resync` event; null when it is neither. */
export function readLive(kind: string, data: string): LiveMessage | null {
  let value: unknown;
  try {
    value = data === '' ? {} : JSON.parse(data);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { position: told, streams } = value as { position?: unknown; streams?: unknown };
  const position = typeof told === 'number' ? told : null;
  if (kind === 'resync') return { kind, position };
  if (kind !== 'changed' || !Array.isArray(streams)) return null;
  return { kind, position, streams: streams.map(streamOf).filter((s) => s !== null) };
}

/** Whether a query's answer may have changed: its path names the stream's id, or it declares the stream. */
export function concerns(queryKey: readonly unknown[], streams: readonly string[], changed: readonly LiveStream[]): boolean {
  const path = String(queryKey[0]);
  return changed.some((c) => path.includes(c.stream_id) || streams.includes(c.stream));
}

function refresh(): void {
  const messages = waiting;
  waiting = [];
  timer = undefined;
  for (const { position } of messages) if (position !== null) notePosition(position);
  if (messages.some((m) => m.kind === 'resync')) {
    refreshEverything();
    // The line is cut when what the person may see changes; whoever opened it again has a session that says what that is now.
    void queryClient.invalidateQueries({ queryKey: ['session'] });
    return;
  }
  const changed = messages.flatMap((m) => (m.kind === 'changed' ? m.streams : []));
  void queryClient.invalidateQueries({ predicate: (q) => concerns(q.queryKey, q.meta?.streams ?? [], changed) });
}

function take(message: LiveMessage | null): void {
  if (!message) return;
  waiting.push(message);
  timer ??= setTimeout(refresh, GATHER_MILLISECONDS);
}

/** Starts listening; returns how to stop (sign-out, or the page going away). */
export function startLive(): () => void {
  const channel = new BroadcastChannel(LOCK);
  const stop = new AbortController();
  channel.addEventListener('message', (event: MessageEvent<{ kind: string; data: string }>) => (event.data.kind === 'signed_out' ? tellSignedOut() : take(readLive(event.data.kind, event.data.data))));

  const listen = () =>
    new Promise<void>((release) => {
      // Stopped between being given the lock and coming here: an aborted signal tells nobody again.
      if (stop.signal.aborted) return release();
      const source = new EventSource('/api/v1/live');
      const follow = (kind: 'changed' | 'resync') =>
        source.addEventListener(kind, (event: MessageEvent<string>) => {
          take(readLive(kind, event.data));
          channel.postMessage({ kind, data: event.data });
        });
      follow('changed');
      follow('resync');
      // A line that was cut may have missed anything: what is on screen is read again.
      let wasOpen = false;
      source.addEventListener('open', () => {
        if (wasOpen) {
          take({ kind: 'resync', position: null });
          channel.postMessage({ kind: 'resync', data: '' });
        }
        wasOpen = true;
      });
      // Turned away for good: asking who is signed in tells why, and a device that is to be wiped learns it at once.
      source.addEventListener('error', () => {
        if (source.readyState !== EventSource.CLOSED) return;
        api.get('/session').catch((error: unknown) => {
          if (!(error instanceof ApiProblem) || error.status !== 401) return;
          tellSignedOut();
          channel.postMessage({ kind: 'signed_out', data: '' });
        });
      });
      stop.signal.addEventListener('abort', () => {
        source.close();
        release();
      });
    });

  if ('locks' in navigator) navigator.locks.request(LOCK, { signal: stop.signal }, listen).catch(() => undefined);
  else void listen();

  return () => {
    stop.abort();
    channel.close();
    clearTimeout(timer);
    timer = undefined;
    waiting = [];
  };
}
