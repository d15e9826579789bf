import { t } from '@/i18n/index.ts';
import { digits, formatDate } from '@/lib/dates.ts';
import { Button, Card, Chip, Empty, type Tone } from '@/ui/index.ts';
import type { NgoAct } from './NgoForms.tsx';
import type { Licence, NgoCard } from './types.ts';

const TONES: Record<Licence['state'], Tone> = { in_force: 'good', expired: 'warn', revoked: 'quiet' };

/** Organizations, those that wait for the board first, with every licence they had. */
export function NgoCards({ ngos, onAct }: { ngos: readonly NgoCard[]; onAct?: (act: NgoAct) => void }) {
  const words = t.national;
  if (ngos.length === 0) return <Card><Empty icon="families" title={words.noNgos} /></Card>;
  return (
    <ul className="cards two">
      {ngos.map((ngo) => (
        <li key={ngo.id} className="card stack-tight">
          <div className="spread">
            <h3><bdi>{ngo.name}</bdi></h3>
            {ngo.waiting ? <Chip tone="warn">{words.waits(ngo.waiting.level ? words.licenceLevels[ngo.waiting.level] : '', formatDate(ngo.waiting.since))}</Chip> : null}
          </div>
          <p className="soft"><bdi>{ngo.place?.name ?? words.wholeCountry}</bdi></p>
          {ngo.licences.map((one) => (
            <div key={one.id} className="spread">
              <span><bdi>{one.level ? words.licenceLevels[one.level] : ''} · {words.numberOf(digits(one.number))}</bdi> <span className="soft">{words.span(formatDate(one.granted_on), formatDate(one.valid_until))}</span></span>
              <span className="cluster">
                <Chip tone={TONES[one.state]}>{words.licenceState[one.state]}{one.revocation ? ` · ${words.revocations[one.revocation]}` : ''}</Chip>
                {onAct && one.state !== 'revoked' ? <Button small variant="quiet" onPress={() => onAct({ act: 'renew', ngo, licence: one })}>{words.act.renew}</Button> : null}
                {onAct && one.state !== 'revoked' ? <Button small variant="quiet" onPress={() => onAct({ act: 'revoke', ngo, licence: one })}>{words.act.revoke}</Button> : null}
              </span>
            </div>
          ))}
          {onAct ? (
            <div className="cluster">
              {ngo.waiting ? (
                <>
                  <Button small onPress={() => onAct({ act: 'grant', ngo })}>{words.act.grant}</Button>
                  <Button small variant="quiet" onPress={() => onAct({ act: 'refuse', ngo })}>{words.act.refuse}</Button>
                </>
              ) : <Button small onPress={() => onAct({ act: 'apply', ngo })}>{words.act.apply}</Button>}
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
