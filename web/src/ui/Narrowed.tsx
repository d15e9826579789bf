import { t } from '@/i18n/index.ts';
import { Button } from './Button.tsx';
import { Chip } from './Chip.tsx';

/** A list that a number led to says what it is narrowed to, and shows all again. */
export function Narrowed({ what, onAll }: { what: string; onAll: () => void }) {
  return (
    <div className="cluster" role="status">
      <Chip tone="info" icon="filter">{what}</Chip>
      <Button small variant="quiet" icon="close" onPress={onAll}>{t.boards.showAll}</Button>
    </div>
  );
}
