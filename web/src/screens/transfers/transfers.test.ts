import { expect, test } from 'vitest';
import { csvRows, lotsOf, readAnswers, type Transfer } from './transfers.ts';

const sent = (number: string, answer: Transfer['answer'] = null): Transfer => ({ family_id: `f-${number}`, file_number: number, asked: 'agreed', sending_id: `s-${number}`, sent_on: null, answer, answered_on: null, reason: null, phase: null, state: null, information: null, hygiene: null, livelihood: null });

test('cells are read between commas, semicolons or tabs, quoted where they hold one', () => {
  expect(csvRows('\u{feff}a;b\r\n"x;1";"say ""so"""\r\n\r\n')).toEqual([['a', 'b'], ['x;1', 'say "so"']]);
  expect(csvRows("a,b\n'-1,2")).toEqual([['a', 'b'], ['-1', '2']]);
});

test('right rows are kept and wrong ones told with their reason', () => {
  const text = 'شماره پرونده,پاسخ,علت\nM1-۰۰۰۰۱,پذیرفته,\nM1-00002,نپذيرفته,یارانه دارد\nM1-00003,رد شد,\nM1-00009,پذیرفته,\nM1-00002,پذیرفته,\nM1-00004,شاید,\n';
  const read = readAnswers(text, ['M1-00001', 'M1-00002', 'M1-00003', 'M1-00004'].map((one) => sent(one)));
  expect(read.answers.map((one) => [one.file_number, one.answer, one.reason])).toEqual([['M1-00001', 'accepted', null], ['M1-00002', 'refused', 'یارانه دارد']]);
  expect(read.wrong).toEqual([{ line: 3, why: 'reason' }, { line: 4, why: 'file' }, { line: 5, why: 'twice' }, { line: 6, why: 'answer' }]);
});

test('a file read again changes nothing, and one without its columns is told as such', () => {
  expect(readAnswers('file number,answer\nM1-00001,accepted\n', [sent('M1-00001', 'accepted')])).toEqual({ answers: [], unchanged: 1, wrong: [] });
  expect(readAnswers('name,age\nx,1\n', [])).toEqual({ answers: [], unchanged: 0, wrong: [{ line: 0, why: 'header' }] });
});

test('answers that say the same go together', () => {
  const read = readAnswers('file,answer,reason\n1,accepted,\n2,refused,x\n3,accepted,\n4,refused,y\n', ['1', '2', '3', '4'].map((one) => sent(one)));
  expect(lotsOf(read.answers).map((lot) => lot.length)).toEqual([2, 1, 1]);
});
