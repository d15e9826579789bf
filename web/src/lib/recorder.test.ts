import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BITS, Recorder, SECONDS_MAX, canRecord, clock } from './recorder.ts';

const BYTES_MAX = 5 * 1024 * 1024;

let asked: { audio: Record<string, unknown> }[] = [];
let answer: () => Promise<unknown> = () => Promise.resolve(microphone());
let stopped = 0;
let now = 0;
let made: FakeRecorder[] = [];

/** A microphone that may be taken away by a call. */
class FakeTrack extends EventTarget {
  muted = false;

  stop(): void {
    stopped += 1;
  }

  turn(what: 'mute' | 'unmute'): void {
    this.muted = what === 'mute';
    this.dispatchEvent(new Event(what));
  }
}

const microphone = (track = new FakeTrack()) => ({ getTracks: () => [track] });

/** As much of a page as is used. */
class FakePage extends EventTarget {
  visibilityState = 'visible';

  turn(to: 'hidden' | 'visible'): void {
    this.visibilityState = to;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

let page = new FakePage();

/** As much of a browser's recorder as is used. */
class FakeRecorder extends EventTarget {
  static isTypeSupported = (type: string): boolean => type.startsWith('audio/webm');
  state = 'inactive';
  mimeType: string;
  options: { mimeType: string; audioBitsPerSecond: number };

  constructor(_stream: unknown, options: { mimeType: string; audioBitsPerSecond: number }) {
    super();
    this.options = options;
    this.mimeType = options.mimeType;
    made.push(this);
  }

  start(): void {
    this.state = 'recording';
  }

  pause(): void {
    this.state = 'paused';
  }

  resume(): void {
    this.state = 'recording';
  }

  hear(bytes: number): void {
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data: new Blob([new Uint8Array(bytes)]) }));
  }

  stop(): void {
    this.state = 'inactive';
    this.hear(10);
    this.dispatchEvent(new Event('stop'));
  }
}

beforeEach(() => {
  [asked, stopped, now, made] = [[], 0, 0, []];
  answer = () => Promise.resolve(microphone());
  page = new FakePage();
  vi.stubGlobal('document', page);
  vi.stubGlobal('MediaRecorder', FakeRecorder);
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia: (wish: { audio: Record<string, unknown> }) => {
        asked.push(wish);
        return answer();
      },
    },
  });
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('a voice is recorded small, and a pause is no part of its length', async () => {
  const recorder = new Recorder(BYTES_MAX);
  await recorder.start();
  expect(recorder.standing().stage).toBe('recording');
  expect(made[0]?.options).toEqual({ mimeType: 'audio/webm;codecs=opus', audioBitsPerSecond: BITS });
  expect(asked[0]?.audio['channelCount']).toBe(1);
  now += 3_000;
  recorder.pause();
  now += 60_000;
  expect([recorder.standing().stage, recorder.seconds()]).toEqual(['paused', 3]);
  recorder.resume();
  now += 2_000;
  made[0]?.hear(90);
  recorder.stop();
  const { stage, sound } = recorder.standing();
  expect([stage, sound?.size, sound?.type, recorder.seconds()]).toEqual(['done', 100, 'audio/webm', 5]);
  expect(stopped).toBe(1);
  // Another one begins only once this is thrown away.
  await recorder.start();
  expect(made).toHaveLength(1);
  recorder.discard();
  expect(recorder.standing()).toEqual({ stage: 'idle', trouble: null, full: false, taken: false, sound: null });
});

test('it ends by itself at the longest time, and earlier where a browser makes it larger than asked', async () => {
  const long = new Recorder(BYTES_MAX);
  await long.start();
  now += (SECONDS_MAX - 1) * 1000;
  made[0]?.hear(10);
  expect(long.standing().stage).toBe('recording');
  now += 1_000;
  made[0]?.hear(10);
  expect([long.standing().stage, long.standing().full]).toEqual(['done', true]);
  expect(((SECONDS_MAX * BITS) / 8) * 1.5).toBeLessThan(BYTES_MAX);

  const large = new Recorder(1024 * 1024);
  await large.start();
  made[1]?.hear(1024 * 1024 - 64 * 1024 + 1);
  expect([large.standing().stage, large.standing().full, (large.standing().sound?.size ?? 0) < 1024 * 1024]).toEqual(['done', true, true]);
});

test('a call that comes in keeps what was heard; a microphone that hears nothing says so', async () => {
  const recorder = new Recorder(BYTES_MAX);
  await recorder.start();
  made[0]?.hear(500);
  made[0]?.stop();
  expect(recorder.standing().sound?.size).toBe(510);
  recorder.discard();
  await recorder.start();
  const second = made[1];
  if (second) second.hear = () => undefined;
  recorder.stop();
  expect(recorder.standing()).toEqual({ stage: 'idle', trouble: 'broken', full: false, taken: false, sound: null });
});

test('while a call has the microphone the recording stands still and says so; its person goes on afterwards', async () => {
  const track = new FakeTrack();
  answer = () => Promise.resolve(microphone(track));
  const recorder = new Recorder(BYTES_MAX);
  await recorder.start();
  now += 4_000;
  track.turn('mute');
  expect([recorder.standing().stage, recorder.standing().taken, made[0]?.state]).toEqual(['paused', true, 'paused']);
  now += 90_000;
  recorder.resume();
  expect([recorder.standing().stage, recorder.seconds()]).toEqual(['paused', 4]);
  track.turn('unmute');
  expect([recorder.standing().stage, recorder.standing().taken]).toEqual(['paused', false]);
  recorder.resume();
  now += 1_000;
  expect([recorder.standing().stage, recorder.seconds()]).toEqual(['recording', 5]);
  // Ended during the call: what was heard before it is there.
  track.turn('mute');
  recorder.stop();
  expect([recorder.standing().stage, recorder.standing().taken, recorder.seconds()]).toEqual(['done', false, 5]);
  recorder.discard();
  track.turn('unmute');
  expect(recorder.standing().stage).toBe('idle');
  // Taken before it began.
  track.turn('mute');
  await recorder.start();
  expect([recorder.standing().stage, recorder.standing().taken, recorder.seconds()]).toEqual(['paused', true, 0]);
});

test('the screen is kept awake, anew each time the page is seen again, and no longer than it records', async () => {
  let [asked, released] = [0, 0];
  const request = () => {
    asked += 1;
    return Promise.resolve({ release: () => (released += 1) });
  };
  vi.stubGlobal('navigator', { ...navigator, wakeLock: { request } });
  const recorder = new Recorder(BYTES_MAX);
  await recorder.start();
  expect(asked).toBe(1);
  page.turn('hidden');
  expect(asked).toBe(1);
  page.turn('visible');
  expect(asked).toBe(2);
  recorder.stop();
  page.turn('hidden');
  page.turn('visible');
  await Promise.resolve();
  await Promise.resolve();
  expect([asked, released]).toEqual([2, 2]);
});

test.each([
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotFoundError', 'absent'],
  ['NotReadableError', 'busy'],
  ['OperationError', 'broken'],
])('%s is told as %s, and asked again when it is tried again', async (name, trouble) => {
  const recorder = new Recorder(BYTES_MAX);
  answer = () => Promise.reject(new DOMException('no', name));
  await recorder.start();
  expect(recorder.standing()).toEqual({ stage: 'idle', trouble, full: false, taken: false, sound: null });
  answer = () => Promise.resolve(microphone());
  await recorder.start();
  expect([recorder.standing().stage, recorder.standing().trouble]).toEqual(['recording', null]);
});

test('whoever leaves while the question stands gives the microphone back', async () => {
  const recorder = new Recorder(BYTES_MAX);
  let agree: (given: unknown) => void = () => undefined;
  answer = () => new Promise((resolve) => (agree = resolve));
  const starting = recorder.start();
  recorder.discard();
  agree(microphone());
  await starting;
  expect([stopped, made.length, recorder.standing().stage]).toEqual([1, 0, 'idle']);
  // Thrown away while it is being recorded.
  answer = () => Promise.resolve(microphone());
  await recorder.start();
  recorder.discard();
  expect([stopped, made[0]?.state, recorder.standing().sound]).toEqual([2, 'inactive', null]);
});

test('a browser without a recorder offers none', () => {
  expect(canRecord()).toBe(true);
  FakeRecorder.isTypeSupported = () => false;
  expect(canRecord()).toBe(false);
  vi.stubGlobal('MediaRecorder', undefined);
  expect(canRecord()).toBe(false);
});

test('minutes and seconds', () => {
  expect([0, 5.9, 65, 900].map(clock)).toEqual(['0:00', '0:05', '1:05', '15:00']);
});
