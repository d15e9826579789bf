import { useNavigate, useSearch } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { Button, Card, Empty, Failure, LoadMore, Page, SelectField, Skeleton, Table, type Column } from '@/ui/index.ts';
import { columns, kindWords, useSignIns, type SignInItem } from './signInItems.tsx';

const ANY = 'any';

/** Everybody's sign-ins, for administrator and auditor. */
export function SignIns() {
  const search = useSearch({ from: '/shell/sign-ins' });
  const navigate = useNavigate({ from: '/sign-ins' });
  const found = useSignIns('/sign-ins', search);
  const items = found.data ?? [];
  const account: Column<SignInItem> = {
    key: 'account', label: t.access.account,
    cell: (item) => item.account ? (
      <Button small variant="quiet" onPress={() => void navigate({ search: { ...search, user_id: item.account?.id ?? '' } })}><bdi>{item.account.name}</bdi></Button>
    ) : <span className="soft">{t.access.nobody}</span>,
  };
  const [first, ...rest] = columns();
  const kinds = [{ value: ANY, label: t.access.allKinds }, ...Object.keys(t.access.kinds).map((value) => ({ value, label: kindWords(value) }))];
  return (
    <Page title={t.access.signInsTitle} subtitle={t.access.signInsText}>
      <div className="form-row">
        <SelectField<string> name="kind" label={t.access.kind} options={kinds} value={search.kind ?? ANY} onChange={(kind) => void navigate({ search: { ...(search.user_id ? { user_id: search.user_id } : {}), ...(kind && kind !== ANY ? { kind } : {}) } })} />
        {search.user_id ? <div className="cluster"><span>{t.access.ofAccount}</span><Button small onPress={() => void navigate({ search: search.kind ? { kind: search.kind } : {} })}>{t.access.allAccounts}</Button></div> : null}
      </div>
      {found.error ? <Failure problem={found.error} /> : found.isPending ? <Skeleton /> : items.length === 0 ? <Empty icon="clock" title={t.access.noSignIns} /> : (
        <Card flush>
          <Table<SignInItem> caption={t.access.signInsTitle} rows={items} rowKey={(item) => String(item.id)} columns={first ? [first, account, ...rest] : [account]} />
        </Card>
      )}
      <LoadMore hasMore={found.hasNextPage} pending={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />
    </Page>
  );
}

/** What happened around the own signing in. */
export function MySignIns() {
  const found = useSignIns('/session/sign-ins', { limit: 10 });
  const items = found.data ?? [];
  return (
    <div className="stack">
      <p className="soft">{t.access.mySignInsText}</p>
      {found.error ? <Failure problem={found.error} /> : found.isPending ? <Skeleton rows={2} /> : <Table<SignInItem> caption={t.access.mySignIns} rows={items} rowKey={(item) => String(item.id)} columns={columns()} />}
      <LoadMore hasMore={found.hasNextPage} pending={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />
    </div>
  );
}
