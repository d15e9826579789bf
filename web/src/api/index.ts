export { readFile, useUpload, type StoredFile } from './file.ts';
export { api, ok, onConfirmAgain, onSignedOut, typed, type Committed, type Query } from './client.ts';
export { useCommand, type CommandState } from './command.ts';
export { startLive } from './live.ts';
export { ApiProblem, fieldMessages, problemText, toProblem } from './problem.ts';
export { positionToWaitFor } from './position.ts';
export { queryClient, refreshEverything, useApi } from './query.ts';
export { currentUser, entered, halfSession, hasRole, signIn, signOut, useMeta, useSession, useUser } from './session.ts';
export * from './types.ts';
