// Unit tests read texts as a screen behind the sign-in does.
import { groups, type Group } from './groups.ts';
import { loadTexts } from './index.ts';

await loadTexts(Object.keys(groups) as Group[]);
