import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { Chip, Disclosure } from '@/ui/index.ts';
import { Instalments, LoanStateChip } from './LoansPart.tsx';
import { money } from './money.ts';
import type { FamilyFund } from './types.ts';

/** The funds of a family's members, with what each of them owes. Nothing where none is in a fund. */
export function FamilyFunds({ id }: { id: string }) {
  const words = t.funds;
  const found = useApi<Paged<FamilyFund>>(`/families/${id}/funds`, { streams: ['fund', 'family'] });
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="part-funds">
      <h2 id="part-funds">{words.familyTitle}</h2>
      <ul className="cards two">
        {items.map((one) => (
          <li key={`${one.fund_id}-${one.member.id}`} className="card stack-tight">
            <div className="spread">
              <h3><bdi>{one.member.name ?? t.funds.erased}</bdi></h3>
              <span className="soft"><bdi>{one.fund}</bdi></span>
            </div>
            <p className="cluster">
              <span>{words.share}: {money(one.share_rials)}</span>
              {one.left_on ? <Chip tone="quiet">{words.left} · {formatDate(one.left_on)}</Chip> : null}
              {one.answers_for > 0 ? <Chip>{words.answersForOthers(num(one.answers_for))}</Chip> : null}
            </p>
            {one.loans.map((loan) => (
              <div key={loan.id} className="stack-tight">
                <p className="cluster">
                  <LoanStateChip state={loan.state} />
                  <span>{loan.granted_on ? words.restOf(money(loan.outstanding_rials), money(loan.lent_rials)) : money(loan.asked_rials)}</span>
                  {loan.guarantors > 0 ? <span className="soft">{words.guarantorCount(num(loan.guarantors))}</span> : null}
                </p>
                {loan.instalments.length > 0 ? <Disclosure summary={words.instalments}><Instalments rows={loan.instalments} /></Disclosure> : null}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
