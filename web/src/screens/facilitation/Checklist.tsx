import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num, today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import type { MaterialKind, MaterialState, MaterialView, WorkshopView } from '@/screens/resilience/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Chip, ChoiceField, ChoicesField, Dialog, Form, ProblemNote, Row, TextField, errorsOf, toast } from '@/ui/index.ts';

const TONES = { needed: 'info', ready: 'good', missing: 'warn', not_needed: 'quiet' } as const;

/** What a thing of the checklist is called. */
export const materialName = (one: Pick<MaterialView, 'kind' | 'title'>): string => {
  const kind = one.kind && one.kind !== 'other' ? t.resilience.workshops.materialKinds[one.kind] : null;
  return [kind, one.title].filter(Boolean).join(': ');
};

/** Things that stand on no checklist yet, several at once, and another one in words. */
function AddForm({ workshop, onClose }: { workshop: WorkshopView; onClose: () => void }) {
  const words = t.resilience.workshops;
  const there = new Set(workshop.checklist.filter((one) => one.title === null).map((one) => one.kind));
  const options = optionsOf(words.materialKinds).filter((one) => one.value !== 'other' && !there.has(one.value));
  const [kinds, setKinds] = useState<string[]>([]);
  const [other, setOther] = useState('');
  const own = other.trim();
  const materials = [...kinds.map((kind) => ({ kind: kind as MaterialKind })), ...(own ? [{ kind: 'other' as const, title: own }] : [])];
  const send = useCommand<{ materials: object[] }>(`/workshops/${workshop.id}/materials`, { onDone: () => { toast(t.common.saved); onClose(); } });
  return (
    <Form label={words.addMaterials} submitLabel={words.addMaterials} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ materials: materials.length === 0 && t.common.chooseOne })} onSubmit={() => void send.send({ materials })} actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}>
      <ChoicesField name="materials" label={words.whatItNeeds} inline options={options} value={kinds} onChange={setKinds} />
      <TextField name={`materials[${kinds.length}].title`} label={words.anotherThing} help={t.activities.titleHelp} optional maxLength={200} value={other} onChange={setOther} />
    </Form>
  );
}

/** How it stands with a thing; missing or not needed is said with a word. */
function MarkForm({ workshop, material, onClose }: { workshop: WorkshopView; material: MaterialView; onClose: () => void }) {
  const words = t.resilience.workshops;
  const [state, setState] = useState<MaterialState>(material.state === 'needed' || material.state === null ? 'missing' : material.state);
  const [note, setNote] = useState(material.note ?? '');
  const [on, setOn] = useState<string | null>(today());
  const asks = state === 'missing' || state === 'not_needed';
  const send = useCommand<{ state: MaterialState; note: string | null; marked_on: string | null }>(`/workshops/${workshop.id}/materials/${material.id}/mark`, { onDone: () => { toast(t.common.saved); onClose(); } });
  return (
    <Form label={words.markMaterial} submitLabel={t.common.save} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ note: asks && !note.trim() && t.common.required, marked_on: !on && t.common.dateMissing })} onSubmit={() => void send.send({ state, note: note.trim() || null, marked_on: on })} actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}>
      <p><bdi>{materialName(material)}</bdi></p>
      <ChoiceField name="state" label={words.materialState} inline options={optionsOf(words.materialStates)} value={state} onChange={setState} />
      <TextField name="note" label={words.materialNote} help={t.activities.titleHelp} optional={!asks} maxLength={300} value={note} onChange={setNote} />
      <DateField name="marked_on" label={t.resilience.form.on} value={on} onChange={setOn} max={today()} />
    </Form>
  );
}

/** One thing, ticked with one press. */
function Thing({ workshop, material, onMark }: { workshop: WorkshopView; material: MaterialView; onMark: ((material: MaterialView) => void) | null }) {
  const words = t.resilience.workshops;
  const name = materialName(material);
  const tick = useCommand<{ state: MaterialState }>(`/workshops/${workshop.id}/materials/${material.id}/mark`, { onDone: () => toast(t.common.saved) });
  return (
    <Row
      who={name}
      what={material.note ? <bdi>{material.note}</bdi> : null}
      aside={material.state ? <Chip tone={TONES[material.state]}>{words.materialStates[material.state]}</Chip> : null}
      foot={onMark ? (
        <span className="cluster">
          {material.state === 'ready' ? null : <Button small icon="check" pending={tick.pending} aria-label={words.isThere(name)} onPress={() => void tick.send({ state: 'ready' })}>{words.materialStates.ready}</Button>}
          <Button small variant="quiet" aria-label={words.markOf(name)} onPress={() => onMark(material)}>{words.markMaterial}</Button>
          <ProblemNote problem={tick.problem} />
        </span>
      ) : null}
    />
  );
}

/** The checklist of what a workshop needs: ticked, missing, or not needed. */
export function Checklist({ workshop, keeps }: { workshop: WorkshopView; keeps: boolean }) {
  const words = t.resilience.workshops;
  const [adding, setAdding] = useState(false);
  const [marked, setMarked] = useState<MaterialView | null>(null);
  const ready = workshop.checklist.filter((one) => one.state === 'ready').length;
  const closeAdding = () => setAdding(false);
  const closeMarked = () => setMarked(null);
  return (
    <Card title={words.checklist}>
      <div className="stack">
        {workshop.checklist.length === 0 ? <p className="soft">{words.noChecklist}</p> : (
          <>
            <p role="status">{words.readyOf(num(ready), num(workshop.materials))}</p>
            <ul className="cards two">
              {workshop.checklist.map((one) => <li key={one.id}><Thing workshop={workshop} material={one} onMark={keeps ? setMarked : null} /></li>)}
            </ul>
          </>
        )}
        {keeps ? <div><Button icon="add" onPress={() => setAdding(true)}>{words.addMaterials}</Button></div> : null}
      </div>
      <Dialog title={words.addMaterials} open={adding} onClose={closeAdding} wide>{adding ? <AddForm workshop={workshop} onClose={closeAdding} /> : null}</Dialog>
      <Dialog title={words.markMaterial} open={marked !== null} onClose={closeMarked} wide>{marked ? <MarkForm workshop={workshop} material={marked} onClose={closeMarked} /> : null}</Dialog>
    </Card>
  );
}
