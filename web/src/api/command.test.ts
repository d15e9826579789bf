import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SubmissionId, sendCommand } from './command.ts';
import { forgetPosition, positionToWaitFor } from './position.ts';

type Sent = { id: string; body: Record<string, unknown>; ifMatch: string | null };

/** Answers in turn; an Error stands for a lost connection. */
function serverAnswering(...answers: (Response | Error)[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const body = (await request.clone().json()) as Record<string, unknown>;
    sent.push({ id: String(body['command_id']), body, ifMatch: request.headers.get('if-match') });
    const answer = answers.shift() ?? new Error('no more answers');
    if (answer instanceof Error) throw answer;
    return answer;
  });
  return sent;
}

const accepted = () => Response.json({ id: 'x', sequence: 3, position: 70 });
const problem = (status: number, code: string) => Response.json({ status, code, errors: [] }, { status, headers: { 'content-type': 'application/problem+json' } });

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 200 });
  vi.stubGlobal('location', { origin: 'http://here.invalid' });
  forgetPosition();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a lost answer is asked for again under the same id', async () => {
  const sent = serverAnswering(new TypeError('network'), problem(503, 'unavailable'), accepted());
  await sendCommand('/families/1/visits', { note: 'a' }, new SubmissionId());
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map((s) => s.id)).size).toBe(1);
});

test('pressing again after a lost connection keeps the id; after an answer it is a new wish', async () => {
  const submission = new SubmissionId();
  const sent = serverAnswering(new TypeError('a'), new TypeError('b'), new TypeError('c'), problem(409, 'caseload_full'), accepted());
  await expect(sendCommand('/x', {}, submission)).rejects.toMatchObject({ code: 'offline', outcomeUnknown: true });
  await expect(sendCommand('/x', {}, submission)).rejects.toMatchObject({ status: 409, code: 'caseload_full' });
  await sendCommand('/x', {}, submission);
  expect(new Set(sent.slice(0, 4).map((s) => s.id)).size).toBe(1);
  expect(sent[4]?.id).not.toBe(sent[3]?.id);
});

test('a refusal is not repeated, and an ended session keeps the id', async () => {
  const submission = new SubmissionId();
  const sent = serverAnswering(problem(422, 'invalid'), problem(401, 'signed_out'), accepted());
  await expect(sendCommand('/x', {}, submission)).rejects.toMatchObject({ status: 422 });
  await expect(sendCommand('/x', {}, submission)).rejects.toMatchObject({ status: 401 });
  await sendCommand('/x', {}, submission);
  expect(sent).toHaveLength(3);
  expect(sent[1]?.id).not.toBe(sent[0]?.id);
  expect(sent[2]?.id).toBe(sent[1]?.id);
});

test('the sequence goes out as If-Match and the position is waited for', async () => {
  const sent = serverAnswering(accepted());
  await sendCommand('/x', {}, new SubmissionId(), 12);
  expect(sent[0]?.ifMatch).toBe('"12"');
  expect(positionToWaitFor()).toBe(70);
});
