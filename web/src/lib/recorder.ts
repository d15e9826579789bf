// A voice taken with the microphone of this device. It is in memory only, until its person puts it into the case.

/** Bits a second: a voice stays clear, and five minutes are less than a megabyte. */
export const BITS = 24_000;
/** At that rate half of what a file may have; a browser that does not hold to it is stopped by the bytes. */
export const SECONDS_MAX = 15 * 60;
/** Below the largest file by what a second and the end of the file may add. */
const MARGIN_BYTES = 64 * 1024;
/** So often what was heard is handed over: a recording that breaks off is there up to then. */
const SLICE_MILLISECONDS = 1_000;

/** What browsers record and the server takes, the best known first. */
const FORMS = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/mp4'];

/** The form in which this browser records; null where it records none that is taken. */
function form(): string | null {
  if (typeof MediaRecorder === 'undefined') return null;
  return FORMS.find((one) => MediaRecorder.isTypeSupported(one)) ?? null;
}

/** Whether this browser has all that is needed, but for a microphone and leave to use it. */
export const canRecord = (): boolean => typeof navigator.mediaDevices?.getUserMedia === 'function' && form() !== null;

/** Why nothing is recorded. */
export type Trouble =
  /** The person or the device does not allow it. */
  | 'refused'
  /** There is no microphone. */
  | 'absent'
  /** Something else has it. */
  | 'busy'
  /** It broke off before anything was heard. */
  | 'broken';

export type Stage = 'idle' | 'asking' | 'recording' | 'paused' | 'done';

export type Standing = {
  stage: Stage;
  trouble: Trouble | null;
  /** It was stopped because it may not be longer. */
  full: boolean;
  /** Something else has the microphone just now, a call perhaps; until it comes back nothing is heard. */
  taken: boolean;
  /** What was heard, once it is done. */
  sound: Blob | null;
};

const IDLE: Standing = { stage: 'idle', trouble: null, full: false, taken: false, sound: null };

function troubleOf(error: unknown): Trouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError') return 'absent';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'broken';
}

/** «12:05» */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, '0')}`;

export class Recorder {
  readonly #bytesMax: number;
  readonly #listeners = new Set<() => void>();
  #standing = IDLE;
  #stream: MediaStream | null = null;
  #recorder: MediaRecorder | null = null;
  /** Counts beginnings, so that an answer about the microphone that comes after its person left begins nothing. */
  #attempt = 0;
  #parts: Blob[] = [];
  #bytes = 0;
  /** Milliseconds heard before the last pause. */
  #before = 0;
  #since: number | null = null;
  #awake: Promise<WakeLockSentinel | null> | null = null;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  readonly standing = (): Standing => this.#standing;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Seconds heard, pauses left out. */
  seconds(): number {
    return (this.#before + (this.#since === null ? 0 : performance.now() - this.#since)) / 1000;
  }

  #set(change: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Asks for the microphone and begins. */
  async start(): Promise<void> {
    const mimeType = form();
    if (this.#standing.stage !== 'idle' || mimeType === null) return;
    const attempt = (this.#attempt += 1);
    this.#set({ stage: 'asking', trouble: null, full: false });
    let stream: MediaStream | null = null;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, noiseSuppression: true, autoGainControl: true } });
      if (attempt === this.#attempt) this.#begin(stream, new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS }));
      else for (const track of stream.getTracks()) track.stop();
    } catch (error) {
      for (const track of stream?.getTracks() ?? []) track.stop();
      if (attempt !== this.#attempt) return;
      this.#letGo();
      this.#set({ stage: 'idle', trouble: troubleOf(error) });
    }
  }

  #begin(stream: MediaStream, recorder: MediaRecorder): void {
    [this.#stream, this.#recorder] = [stream, recorder];
    recorder.addEventListener('dataavailable', ({ data }) => {
      if (this.#recorder !== recorder) return;
      this.#parts.push(data);
      this.#bytes += data.size;
      if (recorder.state !== 'inactive' && (this.#bytes > this.#bytesMax - MARGIN_BYTES || this.seconds() >= SECONDS_MAX)) {
        this.#set({ full: true });
        this.stop();
      }
    });
    for (const track of stream.getTracks()) {
      track.addEventListener('mute', () => {
        if (this.#recorder === recorder) this.#take();
      });
      // Whoever speaks says when to go on; the call may not be over for them.
      track.addEventListener('unmute', () => {
        if (this.#recorder === recorder) this.#set({ taken: false });
      });
    }
    // A call that ends the recording or a microphone that is pulled out: what was heard is kept.
    recorder.addEventListener('stop', () => {
      if (this.#recorder === recorder) this.#finish(recorder.mimeType);
    });
    recorder.start(SLICE_MILLISECONDS);
    [this.#before, this.#since] = [0, performance.now()];
    this.#stayAwake();
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#set({ stage: 'recording' });
    if (stream.getTracks().some((track) => track.muted)) this.#take();
  }

  /** A dark screen may put the page to sleep. */
  #stayAwake(): void {
    void this.#awake?.then((lock) => lock?.release());
    this.#awake = navigator.wakeLock?.request('screen').catch(() => null) ?? null;
  }

  /** A browser lets the screen go dark again once the page was hidden. */
  readonly #onVisible = (): void => {
    if (document.visibilityState === 'visible' && this.#recorder && this.#recorder.state !== 'inactive') this.#stayAwake();
  };

  /** The microphone hears nothing for now: silence is not recorded, and its time not counted. */
  #take(): void {
    this.pause();
    this.#set({ taken: true });
  }

  #hold(): void {
    this.#before = this.seconds() * 1000;
    this.#since = null;
  }

  pause(): void {
    if (this.#recorder?.state !== 'recording') return;
    this.#recorder.pause();
    this.#hold();
    this.#set({ stage: 'paused' });
  }

  resume(): void {
    if (this.#recorder?.state !== 'paused' || this.#standing.taken) return;
    this.#recorder.resume();
    this.#since = performance.now();
    this.#set({ stage: 'recording' });
  }

  stop(): void {
    if (this.#recorder && this.#recorder.state !== 'inactive') this.#recorder.stop();
  }

  #finish(type: string): void {
    this.#hold();
    const sound = new Blob(this.#parts, { type: type.split(';')[0] ?? '' });
    this.#letGo();
    if (sound.size > 0) this.#set({ stage: 'done', taken: false, sound });
    else this.#set({ ...IDLE, trouble: 'broken' });
  }

  /** The microphone is given back. */
  #letGo(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    document.removeEventListener('visibilitychange', this.#onVisible);
    void this.#awake?.then((lock) => lock?.release());
    [this.#stream, this.#recorder, this.#awake] = [null, null, null];
    [this.#parts, this.#bytes] = [[], 0];
  }

  /** Throws away what was heard. */
  discard(): void {
    const recorder = this.#recorder;
    this.#attempt += 1;
    this.#letGo();
    if (recorder && recorder.state !== 'inactive') recorder.stop();
    [this.#before, this.#since] = [0, null];
    this.#set(IDLE);
  }
}
