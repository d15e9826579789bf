// Open screens follow the log. One tab of the browser (the holder of a Web Lock)
// keeps the EventSource and tells the others by BroadcastChannel. Messages carry
// stream ids only, never content; a message makes the queries about it old.
import { notePosition } from './position.ts';
import { queryClient } from './query.ts';

export type LiveMessage = { stream: string; stream_id: string; position?: number };

const LOCK = 'hamyar-live';
const GATHER_MILLISECONDS = 300;

let waiting: LiveMessage[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

function isLiveMessage(value: unknown): value is LiveMessage {
  return typeof value === 'object' && value !== null && typeof (value as LiveMessage).stream === 'string' && typeof (value as LiveMessage).stream_id === 'string';
}

/** Accepts one message or a list of them, as JSON text. */
export function readLive(data: string): LiveMessage[] {
  try {
    const value: unknown = JSON.parse(data);
    return (Array.isArray(value) ? value : [value]).filter(isLiveMessage);
  } catch {
    return [];
  }
}

/** Whether a query's answer may have changed: its path names the stream's id, or it declares the stream. */
export function concerns(queryKey: readonly unknown[], streams: readonly string[], messages: readonly LiveMessage[]): boolean {
  const path = String(queryKey[0]);
  return messages.some((m) => path.includes(m.stream_id) || streams.includes(m.stream));
}

function refresh(): void {
  const messages = waiting;
  waiting = [];
  timer = undefined;
  for (const { position } of messages) if (position !== undefined) notePosition(position);
  void queryClient.invalidateQueries({ predicate: (q) => concerns(q.queryKey, q.meta?.streams ?? [], messages) });
}

function take(messages: LiveMessage[]): void {
  if (messages.length === 0) return;
  waiting.push(...messages);
  timer ??= setTimeout(refresh, GATHER_MILLISECONDS);
}

/** Starts listening; returns how to stop (sign-out, or the page going away). */
export function startLive(): () => void {
  const channel = new BroadcastChannel(LOCK);
  const stop = new AbortController();
  channel.addEventListener('message', (event: MessageEvent<unknown>) => take(readLive(String(event.data))));

  const listen = () =>
    new Promise<void>((release) => {
      const source = new EventSource('/api/v1/live');
      source.addEventListener('message', (event: MessageEvent<string>) => {
        take(readLive(event.data));
        channel.postMessage(event.data);
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
