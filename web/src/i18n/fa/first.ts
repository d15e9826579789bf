// What is said before anybody is signed in, and by every screen after it.
import { common } from './common.ts';
import { doorProblems } from './doorProblems.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

export const first = { common, problems: doorProblems, shell, words };
