import { t } from '@/i18n/index.ts';
import { formatDate } from '@/lib/dates.ts';
import type { Action } from '@/screens/family/ActionDialog.tsx';
import { memberName, memberOf } from '@/screens/family/data.ts';
import type { FamilyFile, FileErasure } from '@/screens/family/types.ts';
import { Button, Card, Chip, Disclosure, LinkButton, Notice } from '@/ui/index.ts';
import { STATE_TONES } from './data.ts';

const whom = (file: FamilyFile, one: FileErasure): string => {
  const member = memberOf(file, one.member_id);
  return member ? memberName(member) : t.erasure.wholeFamily;
};

function Said({ file, one }: { file: FamilyFile; one: FileErasure }) {
  return (
    <div className="stack-tight">
      <p><bdi className="strong">{whom(file, one)}</bdi> · {t.erasure.ground[one.ground]} · <span className="soft">{t.erasure.askedBy(one.requested_by.name ?? t.family.someone, formatDate(one.requested_on))}</span></p>
      {one.note ? <p className="prose"><bdi>{one.note}</bdi></p> : null}
      {one.reason ? <p className="prose">{t.erasure.reason}: <bdi>{one.reason}</bdi></p> : null}
    </div>
  );
}

/** What was asked about forgetting in this file: what waits, and what became of earlier requests. */
export function FamilyErasures({ file, act }: { file: FamilyFile; act: ((action: Action) => void) | null }) {
  const waiting = file.erasures.find((one) => one.state === 'waiting');
  const past = file.erasures.filter((one) => one.state !== 'waiting');
  return (
    <>
      {waiting ? (
        <Notice
          tone="warn"
          title={t.erasure.waits}
          actions={act ? <Button small variant="quiet" onPress={() => act({ title: t.erasure.withdraw, path: `/erasures/${waiting.id}/withdraw`, submitLabel: t.erasure.withdraw, explain: t.erasure.withdrawHelp })}>{t.erasure.withdraw}</Button> : undefined}
        >
          <Said file={file} one={waiting} />
        </Notice>
      ) : null}
      {past.length > 0 ? (
        <Card>
          <Disclosure summary={t.erasure.past}>
            <ul className="cards">
              {past.map((one) => (
                <li key={one.id} className="stack-tight">
                  <div className="cluster">
                    <Chip tone={STATE_TONES[one.state]}>{t.erasure.state[one.state]}</Chip>
                    {one.decided_on ? <span className="soft">{formatDate(one.decided_on)}</span> : null}
                    {act && one.state === 'erased' ? <LinkButton small variant="quiet" icon="document" to="/erasures/$id" params={{ id: one.id }}>{t.erasure.certificate}</LinkButton> : null}
                  </div>
                  <Said file={file} one={one} />
                </li>
              ))}
            </ul>
          </Disclosure>
        </Card>
      ) : null}
    </>
  );
}

/** In the place of names, at every moment of the history. */
export function ErasedNotice({ file }: { file: FamilyFile }) {
  if (!file.erased) return null;
  return <Notice title={file.erased_on ? t.erasure.erasedOn(formatDate(file.erased_on)) : t.erasure.erased}><p>{t.erasure.erasedHelp}</p></Notice>;
}
