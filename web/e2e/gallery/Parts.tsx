import { useState } from 'react';
import type { Tier } from '@/api/types.ts';
import { Bars, BeforeAfterBars, Sankey, TierHistory, TierStrip, TransitionMatrix, type Matrix } from '@/charts/index.ts';
import { t } from '@/i18n/index.ts';
import { dueState, dueWords, formatDayMonth } from '@/lib/dates.ts';
import {
  Button, Card, Chip, Confirm, DueChip, DueGroups, Empty, FamilyStrip, Facts, Meter, Notice, Page, Pager, RowLink, Skeleton, Stat, Table, Tabs, TierChip, TimeSlider, Timeline, toast,
} from '@/ui/index.ts';

const MATRIX: Matrix = { stable: { stable: 61, at_risk: 9, harmed: null }, at_risk: { stable: 34, at_risk: 72, harmed: 11 }, harmed: { stable: 28, at_risk: 86, harmed: 97 } };
const FULL: Matrix = { ...MATRIX, stable: { stable: 61, at_risk: 9, harmed: 3 } };

const WORK = [
  { id: '1', who: 'خانوادهٔ کریمی', what: 'بازدید ماهانه', on: '2026-11-12' },
  { id: '2', who: 'خانوادهٔ نوری', what: 'پیگیری مدرسهٔ فرزند', on: '2026-11-18' },
  { id: '3', who: 'خانوادهٔ حسینی', what: 'کلاس مهارت‌های زندگی · 2 people', on: '2026-11-22' },
  { id: '4', who: 'خانوادهٔ رضایی', what: 'پایش میانی', on: '2026-11-25' },
  { id: '5', who: 'خانوادهٔ قاسمی', what: 'بازدید ماهانه', on: '2026-12-20' },
];

const CASELOADS = [
  { id: 'a', name: 'همیار یکم', families: 15, hours: 62 },
  { id: 'b', name: 'همیار دوم', families: 9, hours: 44 },
  { id: 'c', name: 'همیار سوم', families: 3, hours: 40 },
];

export function Parts() {
  const [asking, setAsking] = useState(false);
  const [step, setStep] = useState(12);
  const [page, setPage] = useState(1);
  const [cell, setCell] = useState<{ before: Tier; after: Tier | null } | null>(null);
  return (
    <Page title="همهٔ اجزا" subtitle="برای دیدن، آزمودن و پیراستن" actions={<Button variant="primary" icon="add" onPress={() => toast(t.common.saved)}>{t.common.add}</Button>} back={{ label: t.common.back, to: '/' }}>
      <FamilyStrip
        name="خانوادهٔ کریمی"
        fileNumber="1405-00231"
        about={<bdi>محلهٔ شهرک شهید رجایی · ۴ عضو</bdi>}
        tierThen="harmed"
        tierNow="at_risk"
        nextVisit="2026-11-18"
        openReferral={{ label: 'کمیسیون اجتماعی', since: '2026-11-08' }}
        caseworkerName="همیار یکم"
        yearEndsOn="2026-12-10"
        notes={<Chip tone="good" icon="check">{t.words.consent.given}</Chip>}
        actions={<><Button variant="primary" icon="edit">{t.words.visit}</Button><Button icon="service">{t.words.service}</Button><Button variant="quiet" icon="refer">{t.words.referral}</Button></>}
      />
      <div className="tiles">
        <Stat name="کارهای معوق" value={7} tone="bad" note="۳ خانواده" />
        <Stat name="خانواده‌ها" value={12} note={t.common.of('12', '15')} />
        <Stat name="بازدید این ماه" value="۹ از ۱۲" tone="good" />
        <Stat name="سال رو به پایان" value={2} tone="warn" />
      </div>
      <div className="columns">
        <div className="stack-wide">
          <DueGroups
            items={WORK}
            stateOf={(w) => dueState(w.on)}
            keyOf={(w) => w.id}
            row={(w, state) => <RowLink to="/" who={w.who} what={w.what} edge={state} aside={<><span className="strong">{formatDayMonth(w.on)}</span><span>{dueWords(w.on)}</span></>} />}
          />
          <Card title="سطح‌ها">
            <div className="stack">
              <div className="cluster"><TierChip tier="stable" /><TierChip tier="at_risk" /><TierChip tier="harmed" /><TierChip tier={null} /><TierChip tier="harmed" big short={false} /></div>
              <div className="cluster"><DueChip date="2026-11-01" /><DueChip date="2026-11-22" /><DueChip date="2026-11-24" /><DueChip date="2027-01-24" /><DueChip date={null} /><Chip tone="info" icon="info">{t.words.moment.baseline}</Chip></div>
              <TierStrip counts={{ stable: 98, at_risk: 167, harmed: 111 }} />
              <TierHistory steps={[{ key: '1', tier: 'harmed', moment: t.words.moment.baseline, at: '2025-12-10' }, { key: '2', tier: 'at_risk', moment: t.words.moment.interim, at: '2026-06-10' }, { key: '3', tier: 'stable', moment: t.words.moment.final, at: '2026-11-20' }]} />
            </div>
          </Card>
          <Card title={t.common.transitionTable}>
            <TransitionMatrix matrix={MATRIX} withoutFinal={{ stable: 6, at_risk: 12, harmed: 31 }} onOpen={(before, after) => setCell({ before, after })} selected={cell} />
          </Card>
          <Card><Sankey matrix={FULL} onOpen={(before, after) => setCell({ before, after })} /></Card>
          <Card flush title="همیاران">
            <Table
              caption="همیاران و شمار خانواده‌هایشان"
              rows={CASELOADS}
              rowKey={(c) => c.id}
              columns={[
                { key: 'name', label: t.words.caseworker, header: true, cell: (c) => <a className="row-link" href="#c">{c.name}</a> },
                { key: 'load', label: 'خانواده‌ها', cell: (c) => <Meter label="خانواده" value={c.families} max={15} {...(c.families < 5 ? { tone: 'warn' as const } : {})} /> },
                { key: 'hours', label: 'ساعت آموزش', numeric: true, cell: (c) => c.hours },
                { key: 'state', label: 'وضعیت', cell: (c) => (c.families >= 15 ? <Chip tone="bad">پر</Chip> : c.families < 5 ? <Chip tone="warn">جا دارد</Chip> : null) },
              ]}
            />
          </Card>
          <Pager page={page} hasNext={page < 3} onPage={setPage} />
        </div>
        <div className="stack-wide">
          <Card title={t.words.timeline}>
            <Timeline
              items={[
                { key: '1', title: 'بازدید منزل', at: '2026-11-18T10:35:00Z', by: 'همیار یکم', body: 'پدر خانواده شاغل فصلی است؛ برای بیمهٔ مادر پیگیری شد.', tone: 'info', current: true },
                { key: '2', title: 'سطح از «آسیب‌دیده» به «در معرض آسیب» رسید', at: '2026-11-02', tone: 'warn', important: true },
                { key: '3', title: 'تصمیم کمیسیون: دو وظیفه', at: '2026-10-12', precision: 'about', recordedAt: '2026-10-20T08:00:00Z', tone: 'good', important: true },
                { key: '4', title: 'شناسایی خانواده', at: '2026-05-14' },
              ]}
            />
          </Card>
          <Card title="بازپخش"><TimeSlider label="رویداد" value={step} max={40} onChange={setStep} output={`${step} / 40`} /></Card>
          <Card title="مشخصات"><Facts facts={[{ term: t.words.fileNumber, value: '۱۴۰۵-۰۰۲۳۱' }, { term: t.words.head, value: 'نمونه کریمی' }, { term: t.words.address, value: 'کوچهٔ ۳ · No. 12', changed: true }]} /></Card>
          <Notice tone="warn" title={t.words.consent.not_asked} actions={<Button small>{t.common.edit}</Button>}>{t.problems.byCode['consent_not_asked']?.({})}</Notice>
          <Notice>یک راهنمای کوتاه.</Notice>
          <Card title="نماگرها"><BeforeAfterBars max={4} items={[{ key: 's', label: t.words.domain.social, before: 3, after: 1 }, { key: 'e', label: t.words.domain.economic, before: 2, after: 3 }, { key: 'c', label: t.words.domain.cultural, before: 2, after: null }]} /></Card>
          <Card title="خدمت‌ها"><Bars items={[{ key: '1', label: 'مشاوره', value: 31 }, { key: '2', label: 'آموزش شغلی', value: 12 }, { key: '3', label: 'وام', value: 4, tone: 'warn' }]} /></Card>
          <Tabs label="بخش‌ها" items={[{ id: 'a', label: 'خلاصه', content: <Skeleton rows={2} /> }, { id: 'b', label: 'اعضا', count: 4, content: <Empty title={t.common.empty} /> }, { id: 'c', label: 'برنامه', content: null }]} />
          <Button variant="danger" onPress={() => setAsking(true)}>{t.common.remove}</Button>
        </div>
      </div>
      <Confirm title="پرونده بسته شود؟" open={asking} confirmLabel={t.common.confirm} danger onConfirm={() => setAsking(false)} onClose={() => setAsking(false)}>
        <p>پس از بستن، بازدید و خدمت تازه ثبت نمی‌شود.</p>
      </Confirm>
    </Page>
  );
}
