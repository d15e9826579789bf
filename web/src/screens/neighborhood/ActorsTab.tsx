import { useState } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { Button, Card, Chip, Empty, Loaded, Row, Stat, Table, type Tone } from '@/ui/index.ts';
import { ActorForm, ContactForm, ResidentForm, StrikeForm, WithdrawForm } from './ActorForms.tsx';
import { ATTITUDES, type Actor, type Attitude, type Case, type Contact, type PowerMap, type Resident } from './types.ts';

const TONES: Record<Attitude, Tone> = { supporter: 'good', indifferent: 'quiet', opponent: 'bad' };
const INFLUENCES = [5, 4, 3, 2, 1] as const;

type Act = { kind: 'actor'; one?: Actor } | { kind: 'strike'; one: Actor } | { kind: 'resident'; one?: Resident } | { kind: 'contact'; one?: Contact } | { kind: 'withdraw'; path: string; name: string };

/** How many actors of each attitude have how much influence. */
function Power({ actors }: { actors: readonly Actor[] }) {
  const words = t.neighborhood;
  const count = (influence: number, attitude: Attitude) => actors.filter((one) => one.influence === influence && one.attitude === attitude).length;
  return (
    <Table<(typeof INFLUENCES)[number]>
      caption={`${words.powerMap}. ${words.powerMapHelp}`}
      keepTable
      rows={INFLUENCES}
      rowKey={String}
      columns={[
        { key: 'influence', label: words.influence, header: true, cell: (row) => num(row) },
        ...ATTITUDES.map((attitude) => ({ key: attitude, label: words.attitude[attitude], numeric: true, cell: (row: number) => { const n = count(row, attitude); return n === 0 ? '·' : num(n); } })),
      ]}
    />
  );
}

function Actors({ map, keeps, act }: { map: PowerMap; keeps: boolean; act: (act: Act) => void }) {
  const words = t.neighborhood;
  return (
    <Card title={words.actors} actions={keeps ? <Button small icon="add" onPress={() => act({ kind: 'actor' })}>{words.addActor}</Button> : null}>
      {map.actors.length === 0 ? <Empty icon="commission" title={words.noActors} /> : (
        <div className="stack">
          <Power actors={map.actors} />
          <ul className="cards two">
            {map.actors.map((one) => (
              <li key={one.id}>
                <Row
                  who={one.title}
                  what={one.reason}
                  aside={<><Chip tone={TONES[one.attitude]}>{words.attitude[one.attitude]}</Chip><Chip>{words.influenceOf(num(one.influence))}</Chip></>}
                  foot={<span className="cluster"><small className="soft">{[words.kind[one.kind], words.part[one.part], one.agency?.name, formatDate(one.mapped_on)].filter(Boolean).join(' · ')}</small>{keeps ? <><Button small variant="quiet" onPress={() => act({ kind: 'actor', one })}>{words.edit}</Button><Button small variant="quiet" onPress={() => act({ kind: 'strike', one })}>{words.strike}</Button></> : null}</span>}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}

function Residents({ map, found, act }: { map: PowerMap; found: Case; act: (act: Act) => void }) {
  const words = t.neighborhood;
  const shown = (n: number | null) => (n === null ? words.few : num(n));
  const { attitudes } = map;
  return (
    <Card title={words.residents} actions={found.may.keep ? <Button small icon="add" onPress={() => act({ kind: 'resident' })}>{words.addResident}</Button> : null}>
      <div className="stack">
        <div className="tiles">
          <Stat name={words.supporters} value={shown(attitudes.supporters)} />
          <Stat name={words.indifferents} value={shown(attitudes.indifferent)} />
          <Stat name={words.opponents} value={shown(attitudes.opponents)} />
          <Stat name={words.total} value={shown(attitudes.total)} />
        </div>
        {map.rounded ? <p className="faint">{words.roundedNote}</p> : null}
        {map.residents ? <p className="faint">{words.residentsHelp}</p> : null}
        {map.residents && map.residents.length > 0 ? (
          <ul className="cards two">
            {map.residents.map((one) => (
              <li key={one.id}>
                <Row
                  who={one.name ?? words.forgotten}
                  what={one.reason ?? undefined}
                  aside={one.attitude ? <Chip tone={TONES[one.attitude]}>{words.attitude[one.attitude]}</Chip> : null}
                  foot={<span className="cluster"><small className="soft">{formatDate(one.recorded_on)}</small>{one.name ? <Button small variant="quiet" onPress={() => act({ kind: 'resident', one })}>{words.edit}</Button> : null}<Button small variant="quiet" onPress={() => act({ kind: 'withdraw', path: `residents/${one.id}`, name: one.name ?? words.forgotten })}>{words.withdraw}</Button></span>}
                />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </Card>
  );
}

function Contacts({ map, found, act }: { map: PowerMap; found: Case; act: (act: Act) => void }) {
  const words = t.neighborhood;
  return (
    <Card title={words.contacts} actions={found.may.keep ? <Button small icon="add" onPress={() => act({ kind: 'contact' })}>{words.addContact}</Button> : null}>
      {map.contacts === null || map.contacts.length === 0 ? <p className="soft">{words.contactCount(num(map.contact_count))}</p> : (
        <ul className="cards two">
          {map.contacts.map((one) => (
            <li key={one.id}>
              <Row
                who={one.name ?? words.forgotten}
                what={one.standing ?? undefined}
                aside={<Chip>{words.contactKind[one.kind]}</Chip>}
                foot={<span className="cluster"><small className="soft">{formatDate(one.named_on)}</small>{one.name ? <Button small variant="quiet" onPress={() => act({ kind: 'contact', one })}>{words.edit}</Button> : null}<Button small variant="quiet" onPress={() => act({ kind: 'withdraw', path: `contacts/${one.id}`, name: one.name ?? words.forgotten })}>{words.remove}</Button></span>}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Map({ found }: { found: Case }) {
  const map = useApi<PowerMap>(`/neighborhoods/${found.id}/actors`, { streams: ['neighborhood'] });
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const props = { id: found.id, onClose: close };
  return (
    <Loaded query={map}>
      {(shown) => (
        <div className="stack">
          <Actors map={shown} keeps={found.may.keep} act={setAct} />
          <Residents map={shown} found={found} act={setAct} />
          <Contacts map={shown} found={found} act={setAct} />
          {act?.kind === 'actor' ? <ActorForm {...props} one={act.one} /> : null}
          {act?.kind === 'strike' ? <StrikeForm {...props} one={act.one} /> : null}
          {act?.kind === 'resident' ? <ResidentForm {...props} one={act.one} /> : null}
          {act?.kind === 'contact' ? <ContactForm {...props} one={act.one} /> : null}
          {act?.kind === 'withdraw' ? <WithdrawForm {...props} path={act.path} name={act.name} /> : null}
        </div>
      )}
    </Loaded>
  );
}

/** Who acts in the neighborhood: bodies and roles for officers, people for the office alone. */
export function ActorsTab({ found }: { found: Case }) {
  return found.may.read_actors ? <Map found={found} /> : <Card title={t.neighborhood.tab.actors}><p className="soft">{t.neighborhood.notYours}</p></Card>;
}
