import { t } from '@/i18n/index.ts';
import { Chip, type Tone } from '@/ui/index.ts';
import type { Level } from './types.ts';

const TONES: Record<Level, Tone> = { first: 'bad', second: 'warn', third: 'good' };

/** A priority in words; the colour only repeats them. */
export function LevelChip({ level, big = false }: { level: Level | null; big?: boolean }) {
  return level ? <Chip tone={TONES[level]} big={big}>{t.neighborhood.level[level]}</Chip> : <Chip>{t.neighborhood.noLevel}</Chip>;
}
