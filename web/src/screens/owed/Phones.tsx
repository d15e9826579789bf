import { useState } from 'react';
import { useApi, type NamedRef, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatInstant, num, type ServerDate } from '@/lib/dates.ts';
import { AsOf, Chip, Empty, Loaded, Page, RowLink, SelectField, StatButton } from '@/ui/index.ts';

type Phone = { id: string; caseworker: NamedRef; name: string | null; browser: string; synced_at: ServerDate; days: number; unsent: number; lost: number; wipe_asked_at: ServerDate | null };

/** Days without a sync after which a phone is worth a word, and the choices beside it. */
const DAYS = [3, 7, 14, 30];
const ALL = '0';
const UNSENT = 'unsent';

function PhoneRow({ phone }: { phone: Phone }) {
  const late = phone.days >= (DAYS[1] ?? 0);
  return (
    <RowLink
      to="/center/caseworkers/$id"
      params={{ id: phone.caseworker.id }}
      search={{}}
      edge={late ? 'overdue' : 'later'}
      who={phone.caseworker.name ?? t.family.nameErased}
      what={<><bdi>{phone.name ?? phone.browser}</bdi> · {t.phone.device.synced(formatInstant(phone.synced_at))}</>}
      aside={<Chip tone={late ? 'bad' : 'quiet'} icon="clock">{phone.days === 0 ? t.owed.phones.today : t.owed.phones.daysAgo(num(phone.days))}</Chip>}
      foot={phone.unsent || phone.lost || phone.wipe_asked_at ? (
        <span className="cluster">
          {phone.unsent ? <Chip tone="warn">{t.phone.device.unsent(num(phone.unsent))}</Chip> : null}
          {phone.lost ? <Chip tone="bad">{t.phone.device.lost(num(phone.lost))}</Chip> : null}
          {phone.wipe_asked_at ? <Chip tone="warn">{t.owed.phones.wipe}</Chip> : null}
        </span>
      ) : null}
    />
  );
}

/** Which phone last synced when, and how much it has not sent. */
export function Phones() {
  const phones = useApi<Paged<Phone>>('/center/phones', { streams: ['caseworker'] });
  const [days, setDays] = useState(ALL);
  return (
    <Page title={t.owed.phones.title} subtitle={t.owed.phones.help}>
      <Loaded query={phones} rows={4}>
        {({ items, position }) => {
          const late = String(DAYS[1] ?? 0);
          const shown = items.filter((phone) => (days === UNSENT ? phone.unsent > 0 : phone.days >= Number(days)));
          return (
            <div className="stack">
              <div className="tiles">
                <StatButton name={t.owed.phones.all} value={num(items.length)} open={days === ALL} onOpen={() => setDays(ALL)} />
                <StatButton name={t.owed.phones.notSince(num(DAYS[1] ?? 0))} value={num(items.filter((phone) => phone.days >= (DAYS[1] ?? 0)).length)} open={days === late} onOpen={() => setDays(late)} />
                <StatButton name={t.owed.phones.unsent} value={num(items.reduce((sum, phone) => sum + phone.unsent, 0))} note={t.owed.phones.unsentNote} open={days === UNSENT} onOpen={() => setDays(UNSENT)} />
              </div>
              <SelectField name="days" label={t.owed.phones.show} options={[{ value: ALL, label: t.owed.phones.every }, ...DAYS.map((n) => ({ value: String(n), label: t.owed.phones.notSince(num(n)) })), { value: UNSENT, label: t.owed.phones.unsent }]} value={days} onChange={(n) => setDays(n ?? ALL)} />
              {shown.length === 0 ? <Empty icon="check" title={t.owed.phones.none} /> : <ul className="cards">{shown.map((phone) => <li key={phone.id}><PhoneRow phone={phone} /></li>)}</ul>}
              <AsOf position={position} at={phones.dataUpdatedAt} />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
