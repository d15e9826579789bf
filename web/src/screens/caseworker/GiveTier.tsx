import { Link, useParams, useSearch } from '@tanstack/react-router';
import { hasRole, useApi, useUser, type Tier } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, today } from '@/lib/dates.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import type { CenterView } from '@/screens/administrator/types.ts';
import { DomainScores } from '@/screens/family/Why.tsx';
import { titleOf, useVocabulary } from '@/screens/family/data.ts';
import { optionsOf, tierOptions } from '@/screens/family/options.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import type { AssessmentMoment, DomainScore, FamilyFile, HouseholdType, InformationSource, SetReference, Title, UsedReading } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, ChoiceField, Form, LinkButton, Loaded, Notice, SelectField, TextArea, TierChip, errorsOf } from '@/ui/index.ts';
import { Restored } from '@/screens/family/Restored.tsx';
import { assessmentWithoutTier } from './nextStep.ts';

type Computation = { set: SetReference; rule_version: number; readings: UsedReading[]; score: number; domains: DomainScore[]; strengths: string[]; harms: string[]; tier: Tier; explanation: Title };
type Preview = { moment: AssessmentMoment; computation: Computation | null; set_id: string | null };

function Household({ value, onChange }: { value: HouseholdType; onChange: (value: HouseholdType) => void }) {
  return <SelectField name="household_type" label={t.family.householdType} help={t.caseworker.householdHelp} options={optionsOf(t.words.household)} value={value} onChange={onChange} />;
}

type ComputedBody = { moment: AssessmentMoment; assessment_id: string; override: { tier: Tier; reason: string } | null; household_type: HouseholdType; assigned_on: string | null };

type ProposedBody = { moment: AssessmentMoment; tier: Tier | null; reason: string; household_type: HouseholdType; assigned_on: string | null };

/** The tier the rule computes; the center manager may give another one with a reason, the caseworker proposes it, or gives it where the center leaves that open. */
function ComputedForm({ file, assessment, preview, computation }: { file: FamilyFile; assessment: string; preview: Preview; computation: Computation }) {
  const user = useUser();
  const manager = hasRole(user, 'center_manager');
  const proposes = !manager && hasRole(user, 'caseworker');
  const center = useApi<CenterView>(file.center ? `/centers/${file.center.id}` : '', { streams: ['center'], enabled: proposes && file.center !== null });
  const asks = center.data?.tier_approval !== false;
  const waiting = file.tier_proposals.find((one) => one.state === 'waiting' && one.moment === preview.moment);
  // The readings speak in the words of the version they were made by, whatever the set says today.
  const words = useVocabulary(computation.set);
  const draft = useDraft<{ household: HouseholdType; on: string | null; way: 'computed' | 'override'; tier: Tier | null; reason: string }>(`tier:${file.id}:${assessment}`, { household: file.household_type, on: today(), way: 'computed', tier: null, reason: '' });
  const { household, on, way, tier, reason } = draft.value;
  const give = useFamilyCommand<ComputedBody>(file, '/tiers', { guarded: true, backTo: 'why', said: t.caseworker.tierGiven, onDone: draft.clear });
  const propose = useFamilyCommand<ProposedBody>(file, '/tier-proposals', { guarded: true, backTo: 'why', said: asks ? t.proposals.sent : t.caseworker.tierGiven, onDone: draft.clear });
  const overriding = way === 'override' && !(proposes && waiting);
  const command = proposes && overriding ? propose : give;
  // The one field has two names: a manager overrides, a caseworker proposes.
  const named = proposes ? { tier: 'tier', reason: 'reason' } : { tier: 'override.tier', reason: 'override.reason' };
  const submitLabel = !overriding ? t.caseworker.giveThis(t.words.tierShort[computation.tier]) : proposes && asks ? t.proposals.submit(tier ? t.words.tierShort[tier] : '…') : t.caseworker.giveThis(tier ? t.words.tierShort[tier] : '…');
  const submit = () => {
    if (proposes && overriding) return propose.send({ moment: preview.moment, tier, reason, household_type: household, assigned_on: on });
    return give.send({ moment: preview.moment, assessment_id: assessment, override: overriding && tier ? { tier, reason } : null, household_type: household, assigned_on: on });
  };
  const assessed = file.assessments.find((one) => one.id === assessment);
  return (
    <>
      <Card title={t.family.computed}>
        <div className="stack">
          <p className="cluster"><TierChip tier={computation.tier} big short={false} /><span className="soft">{t.words.moment[preview.moment]}</span></p>
          <p className="prose">{titleOf(computation.explanation)}</p>
          <DomainScores domains={computation.domains} readings={computation.readings} words={words} />
        </div>
      </Card>
      <Card>
        <Restored draft={draft} />
        <Form
          label={t.caseworker.steps.tier}
          submitLabel={submitLabel}
          pending={command.pending}
          problem={command.problem}
          fieldErrors={command.fieldErrors}
          validate={() => errorsOf({ assigned_on: !on && t.common.dateMissing, ...(overriding ? { [named.tier]: !tier && t.common.chooseOne, [named.reason]: !reason.trim() && t.common.required } : {}) })}
          onSubmit={() => void submit()}
        >
          {proposes && waiting ? <p className="soft">{t.proposals.alreadyWaits(t.words.tierShort[waiting.tier])}</p> : (
            <ChoiceField name="way" label={t.caseworker.whichTier} options={[{ value: 'computed', label: t.caseworker.takeComputed }, proposes && asks ? { value: 'override', label: t.proposals.propose, help: t.proposals.proposeWaits } : { value: 'override', label: t.caseworker.giveOther, help: proposes ? t.proposals.proposeHolds : t.caseworker.giveOtherHelp }]} value={way} onChange={(chosen) => draft.set({ way: chosen })} />
          )}
          {overriding ? (
            <>
              <ChoiceField name={named.tier} label={t.caseworker.otherTier} options={tierOptions().filter((o) => o.value !== computation.tier)} value={tier} onChange={(other) => draft.set({ tier: other })} />
              <TextArea name={named.reason} label={t.family.overrideReason} help={t.caseworker.overrideReasonHelp} rows={3} value={reason} onChange={(text) => draft.set({ reason: text })} />
            </>
          ) : null}
          <div className="form-row">
            <Household value={household} onChange={(type) => draft.set({ household: type })} />
            <DateField name="assigned_on" label={t.caseworker.onDay} value={on} onChange={(day) => draft.set({ on: day })} max={today()} min={assessed?.assessed_on.iso} />
          </div>
        </Form>
      </Card>
    </>
  );
}

function Computed({ file, assessment }: { file: FamilyFile; assessment: string }) {
  const preview = useApi<Preview>(`/families/${file.id}/tiers/preview`, { query: { assessment_id: assessment } });
  return (
    <Loaded query={preview}>
      {(found) => found.computation ? <ComputedForm file={file} assessment={assessment} preview={found} computation={found.computation} /> : <Notice title={t.caseworker.tierStands} />}
    </Loaded>
  );
}

type PreliminaryBody = { moment: 'preliminary'; tier: Tier | null; outside_information: InformationSource | null; household_type: HouseholdType; assigned_on: string | null };

/** Before consent only this: where the family seems to stand, from what others told. */
function PreliminaryForm({ file }: { file: FamilyFile }) {
  const draft = useDraft<{ tier: Tier | null; source: InformationSource | null; household: HouseholdType; on: string | null }>(`preliminary-tier:${file.id}`, { tier: file.tier, source: file.registration.source, household: file.household_type, on: today() });
  const { tier, source, household, on } = draft.value;
  const give = useFamilyCommand<PreliminaryBody>(file, '/tiers', { guarded: true, backTo: 'why', said: t.caseworker.tierGiven, onDone: draft.clear });
  return (
    <Card title={t.caseworker.preliminaryTier}>
      <p className="soft">{t.caseworker.preliminaryHelp}</p>
      <Restored draft={draft} />
      <Form
        label={t.caseworker.preliminaryTier}
        submitLabel={t.common.save}
        pending={give.pending}
        problem={give.problem}
        fieldErrors={give.fieldErrors}
        validate={() => errorsOf({ tier: !tier && t.common.chooseOne, outside_information: !source && t.common.chooseOne, assigned_on: !on && t.common.dateMissing })}
        onSubmit={() => void give.send({ moment: 'preliminary', tier, outside_information: source, household_type: household, assigned_on: on })}
      >
        <ChoiceField name="tier" label={t.family.holds} options={tierOptions()} value={tier} onChange={(chosen) => draft.set({ tier: chosen })} />
        <SelectField name="outside_information" label={t.family.outsideInformation} options={optionsOf(t.family.informationSource)} value={source} onChange={(told) => draft.set({ source: told })} />
        <div className="form-row">
          <Household value={household} onChange={(type) => draft.set({ household: type })} />
          <DateField name="assigned_on" label={t.caseworker.onDay} value={on} onChange={(day) => draft.set({ on: day })} max={today()} min={file.identified_on.iso} />
        </div>
      </Form>
    </Card>
  );
}

/** Give a tier: computed from an assessment, overridden with a reason, or preliminary. */
export function GiveTier() {
  const { id } = useParams({ from: '/shell/families/$id/tier' });
  const { assessment } = useSearch({ from: '/shell/families/$id/tier' });
  return (
    <FamilyScreen id={id} title={t.caseworker.steps.tier}>
      {(file) => {
        const chosen = assessment ?? (file.consent === 'given' ? assessmentWithoutTier(file) : null);
        if (chosen) return <Computed file={file} assessment={chosen} />;
        if (!file.baseline_tier) return <PreliminaryForm file={file} />;
        const last = file.assessments.at(-1);
        return (
          <Notice title={t.caseworker.tierStands} actions={<LinkButton to="/families/$id/assess" params={{ id }} small>{t.caseworker.assess}</LinkButton>}>
            {last ? <p><Link to="/families/$id/tier" params={{ id }} search={{ assessment: last.id }}>{t.caseworker.computeFromLast(formatDate(last.assessed_on))}</Link></p> : null}
          </Notice>
        );
      }}
    </FamilyScreen>
  );
}
