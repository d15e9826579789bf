import { expect, test } from 'vitest';
import { fitting, offered, wordsOf } from './found.ts';

const one = { value: '1', label: 'نواب' };

test('the name of what was chosen is no search', () => {
  expect(wordsOf('نواب', one)).toBe('');
  expect(wordsOf(' نوا ', one)).toBe('نوا');
  expect(wordsOf('نواب', null)).toBe('نواب');
});

test('what is chosen is offered though the page found does not hold it, and never twice', () => {
  const others = [{ value: '2', label: 'بیدستان' }];
  expect(offered(others, one).map((option) => option.value)).toEqual(['1', '2']);
  expect(offered([one, ...others], one).map((option) => option.value)).toEqual(['1', '2']);
  expect(offered(others, null)).toEqual(others);
});

test('while the server is asked, an earlier answer is offered as far as it fits, and what is chosen comes last', () => {
  const [first, second] = [{ value: 'a', label: 'خانوادهٔ مرادی · ۱' }, { value: 'b', label: 'خانوادهٔ كوهی · ۲' }];
  expect(fitting([first, second], 'کوهي')).toEqual([second]);
  expect(offered([second], first, 'کوهی')).toEqual([second, first]);
  expect(offered([second], first)).toEqual([first, second]);
});
