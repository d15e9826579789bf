// What the offline core speaks of. Nothing in this folder knows a page: the same files run in a browser and in the simulation.

/** The protocol this app speaks with the server. */
export const PROTOCOL = 1;

/** A wish to change something of a family, as the server's operations name it. */
export type Work = {
  /** The operation, as `record_visit`. */
  operation: string;
  family_id: string;
  /** The visit, service, entry or member it is about. */
  part_id: string | null;
  /** The operation's own body, its `command_id` included. */
  command: Record<string, unknown> & { command_id: string };
  /** The family's sequence that its author saw. */
  based_on: number | null;
};

/** How a family and a wish are called on the screen of the outbox: kept with the work, because the family itself may be gone from the phone. */
export type Label = { family: string; title: string };

/** A file that waits beside its words; its bytes are kept apart and read only when they are sent or looked at. */
export type FileOf = { bytes: number; type: string };

/** Most bytes of one file, as the server takes it. */
export const FILE_BYTES_MAX = 5 * 1024 * 1024;
/** Most bytes of all files that wait on a phone. */
export const FILES_BYTES_MAX = 50 * 1024 * 1024;

/** What somebody else wrote meanwhile. */
export type Clash = { sequence: number; type: string; by: { name: string | null }; recorded_at: { iso: string; jalali: string } };

/** A refusal as the server words it. */
export type Refusal = { status: number; code: string; title?: string; title_en?: string; errors?: { field: string; rule: string; message: string; message_en?: string }[]; params?: Record<string, unknown> };

/**
 * `waiting` may be sent; `unknown` was sent and nobody knows whether it arrived, so it is sent again as it is; `clash` and `refused` wait for
 * their person; `parked` and `forgotten` tell the person what became of it, until they have read it.
 */
export type State = 'waiting' | 'unknown' | 'clash' | 'refused' | 'parked' | 'forgotten';

/** One row of the outbox. */
export type Row = {
  /** Order of writing. */
  seq: number;
  /** The command's id. */
  id: string;
  work: Work;
  label: Label;
  /** The file that goes with it. */
  file: FileOf | null;
  state: State;
  /** What the phone's clock showed when it was written. */
  typed_at: string;
  /** Said with the next sending, once its person has chosen. */
  wish: 'keep_theirs' | 'review' | null;
  clash: Clash | null;
  refusal: Refusal | null;
  /** The server does not know this operation yet. */
  newer: boolean;
};

/** The answer to one piece of work. */
export type Carried = {
  outcome: 'done' | 'parked' | 'clash' | 'refused' | 'forgotten';
  command_id: string;
  sequence?: number;
  position?: number;
  ids?: Record<string, string>;
  clash?: Clash;
  problem?: Refusal;
};

/** A family as the server carries it. */
export type CarriedFamily = { id: string; sequence: number; file: Record<string, unknown>; timeline: Record<string, unknown> };

/** A version of the indicators, by which it is asked for. */
type KeptSet = { set_id: string; version: number } & Record<string, unknown>;

/** What is new to the phone. */
export type Bundle = {
  protocol: number;
  version: string;
  now: { iso: string; jalali: string };
  today: { iso: string; jalali: string };
  position: number;
  own: string[];
  gone: string[];
  families: CarriedFamily[];
  cards: Record<string, unknown>;
  queue: Record<string, unknown>;
  calendar: Record<string, unknown>;
  tasks: Record<string, unknown>;
  lists: ({ tag: string; catalogs: Record<string, unknown>; indicator_set?: KeptSet | null; former_sets?: KeptSet[] } & Record<string, unknown>) | null;
};

/** An answer of the server, whatever it says. */
export type Reply = { status: number; body: unknown };

/** Throws when the server was not reached, or nobody knows whether it was. */
export type Transport = {
  post(path: string, body: object): Promise<Reply>;
  /** A form of words and a file, as `work` and `file`. */
  postFile(path: string, work: object, file: Uint8Array<ArrayBuffer>): Promise<Reply>;
};

/** Wall clock in milliseconds; whatever it is wrong by, the time between two readings counts. */
export type Clock = () => number;

/** Runs work that nobody else may run at the same time, in this tab or another. */
export type Lock = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** The phone has no room left. What was typed stays on the screen. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
}

/** Files that wait have taken all the room that they may. */
export class FilesFull extends Error {
  override readonly name = 'FilesFull';
}
