// The server that all files share. They run one after another; each works as people of its own and counts nothing that another adds to.
import { inject } from 'vitest';

export type Server = { base: string; stop(): Promise<void> };

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server that all files share. */
    base: string;
    /** Where the letters and text messages stand that the server sent. */
    inbox: string;
  }
}

/** The server that all files share; it is stopped after the last of them. */
export function startServer(): Promise<Server> {
  return Promise.resolve({ base: inject('base'), stop: () => Promise.resolve() });
}
