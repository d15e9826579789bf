import type { Texts } from '../index.ts';
import { access } from './access.ts';
import { common } from './common.ts';
import { phone } from './phone.ts';
import { problems } from './problems.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

export const first: Pick<Texts, 'access' | 'common' | 'phone' | 'problems' | 'shell' | 'words'> = { access, common, phone, problems, shell, words };
