import type { Texts } from '../index.ts';
import { common } from './common.ts';
import { doorProblems } from './doorProblems.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

export const first: Pick<Texts, 'common' | 'problems' | 'shell' | 'words'> = { common, problems: doorProblems, shell, words };
