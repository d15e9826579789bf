// What is said before anybody is signed in, and by every screen after it.
import { access } from './access.ts';
import { common } from './common.ts';
import { phone } from './phone.ts';
import { problems } from './problems.ts';
import { shell } from './shell.ts';
import { words } from './words.ts';

export const first = { access, common, phone, problems, shell, words };
