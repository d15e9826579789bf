import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { Button, Dialog, Form, IconButton, TextField, errorsOf } from '@/ui/index.ts';
import { dropFilters, keepFilters, readSaved, type Saved } from './savedFilters.ts';

type SavedFiltersProps<F> = { user: string; screen: string; filters: F; /** Whether anything is narrowed that could be kept. */ narrowed: boolean; onChoose: (filters: F) => void };

/** Filters kept under a name: one tap sets them again. */
export function SavedFilters<F>({ user, screen, filters, narrowed, onChoose }: SavedFiltersProps<F>) {
  const [saved, setSaved] = useState<Saved<F>[]>(() => readSaved<F>(user, screen));
  const [name, setName] = useState('');
  const [naming, setNaming] = useState(false);
  if (saved.length === 0 && !narrowed) return null;
  const keep = () => {
    setSaved(keepFilters(user, screen, name, filters));
    setNaming(false);
    setName('');
  };
  return (
    <div className="cluster" role="group" aria-label={t.boards.saved.title}>
      {saved.map((one) => (
        <span key={one.name} className="cluster tight">
          <Button small icon="filter" onPress={() => onChoose(one.filters)}><bdi>{one.name}</bdi></Button>
          <IconButton icon="close" label={t.boards.saved.drop(one.name)} onPress={() => setSaved(dropFilters<F>(user, screen, one.name))} />
        </span>
      ))}
      {narrowed ? <Button small variant="quiet" icon="add" onPress={() => setNaming(true)}>{t.boards.saved.keep}</Button> : null}
      {naming ? (
        <Dialog title={t.boards.saved.keep} open onClose={() => setNaming(false)}>
          <Form label={t.boards.saved.keep} submitLabel={t.common.save} validate={() => errorsOf({ name: !name.trim() && t.common.required })} onSubmit={keep}>
            <TextField name="name" label={t.boards.saved.name} help={t.boards.saved.nameHelp} value={name} onChange={setName} />
          </Form>
        </Dialog>
      ) : null}
    </div>
  );
}
