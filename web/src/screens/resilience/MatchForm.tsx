import { useState } from 'react';
import { useApi, useCommand, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { NeighborhoodField } from '@/screens/places/NeighborhoodField.tsx';
import type { PlaceCard } from '@/screens/places/types.ts';
import { Button, ComboField, Form, errorsOf, toast } from '@/ui/index.ts';
import type { ActionView, ConsolidatedRoadmap, RoadmapView } from './types.ts';

type Props = { neighborhood: string; action: ActionView; onClose: () => void };

/** Actions of another neighborhood's roadmap, as options. */
function useActionsOf(neighborhood: string | null) {
  const found = useApi<RoadmapView>(`/neighborhoods/${neighborhood}/roadmap`, { enabled: neighborhood !== null });
  return { data: found.data, options: (found.data?.actions ?? []).filter((one) => one.state !== 'dropped').map((one) => ({ value: one.id, label: one.text })) };
}

/** This action is the same as one of another neighborhood, though its words differ. */
export function MatchForm({ neighborhood, action, onClose }: Props) {
  const words = t.resilience;
  const [place, setPlace] = useState<string | null>(null);
  const [other, setOther] = useState<string | null>(null);
  const { data, options } = useActionsOf(place);
  const send = useCommand<{ neighborhood_id: string | null; action_id: string | null }>(`/neighborhoods/${neighborhood}/actions/${action.id}/same`, {
    onDone: () => {
      toast(t.common.saved);
      onClose();
    },
  });
  return (
    <Form label={words.act.match} submitLabel={words.act.match} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ neighborhood_id: !place && t.common.chooseOne, action_id: !other && t.common.chooseOne })} onSubmit={() => void send.send({ neighborhood_id: place, action_id: other })} actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}>
      <p className="strong"><bdi>{action.text}</bdi></p>
      <p className="soft">{words.form.matchHelp}</p>
      <NeighborhoodField label={words.form.otherPlace} besides={[neighborhood]} value={place} onChange={(id) => { setPlace(id); setOther(null); }} />
      {place && data && options.length === 0 ? <p className="soft">{words.form.noOther}</p> : null}
      {options.length > 0 ? <ComboField name="action_id" label={words.form.otherAction} options={options} value={other} onChange={setOther} /> : null}
    </Form>
  );
}

/** Takes the sameness back, one by one. */
export function ApartForm({ neighborhood, action, onClose }: Props) {
  const words = t.resilience;
  const country = useApi<Paged<PlaceCard>>('/places', { query: { level: 'country' } }).data?.items[0]?.id;
  const all = useApi<ConsolidatedRoadmap>(`/places/${country}/roadmap`, { enabled: country !== undefined });
  const places = (all.data?.actions ?? []).flatMap((one) => one.places).filter((one) => action.same_as.includes(one.action_id));
  const send = useCommand<{ action_id: string }>(`/neighborhoods/${neighborhood}/actions/${action.id}/apart`, {
    onDone: () => {
      toast(t.common.saved);
      onClose();
    },
  });
  return (
    <ul className="list stack">
      {action.same_as.map((id) => {
        const at = places.find((one) => one.action_id === id);
        return (
          <li key={id} className="stack-tight">
            <bdi>{at ? `${at.neighborhood.name ?? ''} · ${at.text}` : id}</bdi>
            <div><Button small pending={send.pending} onPress={() => void send.send({ action_id: id })}>{words.act.apart}</Button></div>
          </li>
        );
      })}
    </ul>
  );
}
