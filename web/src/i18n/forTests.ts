// Unit tests read texts as a screen behind the sign-in does.
import { loadTexts } from './index.ts';

await loadTexts();
