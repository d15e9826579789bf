import { useState } from 'react';
import { api } from '@/api/client.ts';
import { toProblem, fieldMessages, type ApiProblem } from '@/api/problem.ts';
import { signOut, useMeta, useUser } from '@/api/session.ts';
import { language, switchLanguage, t, type Language } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { Button, Card, ChoiceField, Facts, Form, LinkButton, Page, TextField, errorsOf, toast } from '@/ui/index.ts';
import { DeviceList } from './access/DeviceList.tsx';
import { MyFactor } from './access/MyFactor.tsx';
import { MySessions } from './access/MySessions.tsx';
import { MyOutside } from './access/Outside.tsx';
import { MyContacts } from '@/screens/notices/MyContacts.tsx';
import { MySignIns } from './access/SignIns.tsx';

function ChangePassword() {
  const { password_length_min: min } = useUser();
  const [current, setCurrent] = useState('');
  const [wanted, setWanted] = useState('');
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  const submit = async () => {
    setPending(true);
    setProblem(null);
    try {
      await api.post('/session/password', { current: current, new: wanted });
      setCurrent('');
      setWanted('');
      toast(t.shell.passwordChanged);
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setPending(false);
    }
  };

  return (
    <Form
      label={t.shell.changePassword}
      submitLabel={t.shell.changePassword}
      pending={pending}
      problem={problem}
      fieldErrors={fieldMessages(problem)}
      validate={() => errorsOf({ current: !current && t.common.required, new: [...wanted].length < min && t.access.passwordShort(num(min)) })}
      onSubmit={() => void submit()}
    >
      <TextField name="current" type="password" label={t.shell.currentPassword} value={current} onChange={setCurrent} autoComplete="current-password" ltr />
      <TextField name="new" type="password" label={t.shell.newPassword} help={t.access.passwordRules(num(min))} value={wanted} onChange={setWanted} autoComplete="new-password" ltr />
    </Form>
  );
}

export function Me() {
  const user = useUser();
  const meta = useMeta();
  const languages = [{ value: 'fa' as Language, label: t.common.persian }, { value: 'en' as Language, label: t.common.english }];
  return (
    <Page title={t.shell.accountTitle}>
      <div className="columns even">
        <div className="stack">
          <Card>
            <div className="stack">
              <Facts
                facts={[
                  { term: t.shell.signedInAs, value: user.display_name },
                  { term: t.shell.username, value: user.username },
                  { term: t.shell.roles, value: user.roles.map((role) => t.words.role[role]).join(t.common.listComma) },
                  { term: t.shell.version, value: meta.data ? digits(meta.data.version) : null },
                ]}
              />
              <ChoiceField name="language" label={t.common.language} inline options={languages} value={language} onChange={switchLanguage} />
              <div className="cluster">
                <LinkButton to="/texts" variant="quiet" icon="document">{t.texts.title}</LinkButton>
                <Button icon="signOut" onPress={() => void signOut().then(() => location.assign('/login'))}>{t.shell.signOut}</Button>
              </div>
            </div>
          </Card>
        </div>
        <Card title={t.shell.changePassword}><ChangePassword /></Card>
      </div>
      <div className="columns even">
        <Card title={t.access.factorTitle}><MyFactor /></Card>
        <Card title={t.access.devicesTitle}><DeviceList path="/devices" text={t.access.devicesText} own /></Card>
      </div>
      <Card title={t.notices.contacts}><MyContacts /></Card>
      <MyOutside />
      <Card title={t.access.sessionsTitle}><MySessions /></Card>
      <Card title={t.access.mySignIns}><MySignIns /></Card>
    </Page>
  );
}
