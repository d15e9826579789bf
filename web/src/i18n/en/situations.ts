import type { situations as fa } from '../fa/situations.ts';

export const situations: typeof fa = {
  menu: 'Work and school', title: 'Work and schooling of members', subtitle: 'Members of open files, as recorded now', work: 'Work', schooling: 'Schooling', workOf: { working: 'Working', unemployed: 'Unemployed, looking for work', unable: 'Unable to work', homemaker: 'Homemaker', student: 'Studying', retired: 'Retired' }, schoolingOf: { in_school: 'Goes to school', out_of_school: 'Out of school', finished: 'Finished school' }, schoolingHelp: 'For children of school age',
  unemployed: 'Unemployed', workKnown: (n: string) => `of ${n} whose work is known`, outOfSchool: 'Children out of school', schoolingKnown: (n: string) => `of ${n} whose schooling is known`, backInSchool: 'Children back in school', inYear: (year: string) => `in ${year}`, few: 'fewer than 5', none: 'Nobody’s work or schooling is recorded yet.', people: 'People', part: 'Group', unemployedBy: 'The unemployed', year: 'Year of coming back to school',
  by: { age: 'by age', sex: 'by sex', skill: 'by skill', education: 'by education' },
  age: { under_25: 'under 25', '25_34': '25 to 34', '35_49': '35 to 49', '50_up': '50 and over', unknown: 'unknown' }, sex: { female: 'women', male: 'men', unknown: 'unknown' }, skill: { none: 'no skill recorded', some: 'with a skill', other: 'other skills' }, education: { other: 'in a register’s words', unknown: 'unknown' }, note: 'Ages are in Jalali years. Skills are as the member’s form has them; other spellings count as one.',
};
