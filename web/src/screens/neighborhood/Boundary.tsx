import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Dialog, Form, TextArea, TextField, errorsOf, toast } from '@/ui/index.ts';
import { extentOf, pathOf, projection } from './projection.ts';
import type { Case, Polygons } from './types.ts';
import './map.css';

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

function BoundaryForm({ found, onClose }: { found: Case; onClose: () => void }) {
  const words = t.neighborhood;
  const [text, setText] = useState('');
  const [source, setSource] = useState('');
  const [asOf, setAsOf] = useState<string | null>(today());
  const send = useCommand<object>(`/neighborhoods/${found.id}/boundary`, { onDone: () => { toast(words.drawn); onClose(); } });
  return (
    <Dialog title={words.draw} open onClose={onClose} wide>
      <Form
        label={words.draw}
        submitLabel={t.common.save}
        pending={send.pending}
        problem={send.problem}
        fieldErrors={send.fieldErrors}
        validate={() => errorsOf({ geometry: !text.trim() ? t.common.required : !parsed(text) && words.notJson, source: !source.trim() && t.common.required, as_of: !asOf && t.common.dateMissing })}
        onSubmit={() => void send.send({ geometry: parsed(text), source: source.trim(), as_of: asOf })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <TextArea name="geometry" label={words.geometry} help={words.geometryHelp} rows={6} value={text} onChange={setText} />
        <div className="form-row">
          <TextField name="source" label={words.boundarySource} maxLength={200} value={source} onChange={setSource} />
          <DateField name="as_of" label={t.neighborhood.onDay} value={asOf} onChange={setAsOf} max={today()} />
        </div>
      </Form>
    </Dialog>
  );
}

/** The outline alone, small. */
function Outline({ polygons }: { polygons: Polygons }) {
  const extent = extentOf([polygons]);
  if (!extent) return null;
  const project = projection(extent, 240, 160);
  return <svg className="outline" viewBox="0 0 240 160" aria-hidden="true"><path d={pathOf(polygons, project)} fillRule="evenodd" /></svg>;
}

export function BoundaryCard({ found }: { found: Case }) {
  const words = t.neighborhood;
  const [drawing, setDrawing] = useState(false);
  return (
    <Card title={words.boundary} actions={found.may.keep ? <Button small icon="map" onPress={() => setDrawing(true)}>{words.draw}</Button> : null}>
      {found.boundary ? (
        <div className="cluster">
          <Outline polygons={found.boundary.geometry.coordinates} />
          <p className="soft">{words.boundaryOf(formatDate(found.boundary.as_of), found.boundary.source)}</p>
        </div>
      ) : <p className="soft">{words.noBoundary}</p>}
      {drawing ? <BoundaryForm found={found} onClose={() => setDrawing(false)} /> : null}
    </Card>
  );
}
