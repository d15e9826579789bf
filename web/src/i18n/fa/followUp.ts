/** What became of the division of labour: the commission's board, and the agency's own week. */
export const followUp = {
  title: 'پیگیری تصمیم‌ها', subtitle: 'آنچه کمیسیون به دستگاه‌ها و همیاران سپرده است', byParty: 'به تفکیک مسئول', tasks: 'وظیفه‌ها', all: 'همه', none: 'وظیفه‌ای در این فهرست نیست.', noLoads: 'هنوز وظیفه‌ای سپرده نشده است.',
  column: { party: 'مسئول', open: 'باز', waiting: 'نپذیرفته', overdue: 'معوق', declined: 'برگشته', done: 'انجام‌شده', oldest: 'کهنه‌ترین' }, days: (n: string) => `${n} روز`, age: (n: string) => `${n} روز از سپردن`,
  filter: { open: 'باز', assigned: 'نپذیرفته', overdue: 'معوق', declined: 'برگشته', done: 'انجام‌شده', dropped: 'کنارگذاشته' }, filterBy: 'وظیفه‌ها بر پایهٔ وضع', only: (name: string) => `تنها ${name}`, hidden: 'پرونده دیگر نزد کمیسیون نیست',
  reassign: 'سپردن به دیگری', reassignWhy: 'وظیفه‌ای که پذیرفته نشده یا برگشته است به مسئول دیگری با مهلت تازه سپرده می‌شود.', reassigned: 'وظیفه سپرده شد.', what: 'چه کاری', party: 'مسئول', due: 'مهلت',
  drop: 'کنار گذاشتن', dropWhy: 'کسی این کار را نخواهد کرد و کمیسیون از آن می‌گذرد؛ دلیل در پرونده می‌ماند.', dropped: 'وظیفه کنار گذاشته شد.', reason: 'دلیل',
  delegate: 'سپردن به همکار', delegateWhy: 'پاسخ‌گو همان دستگاه شماست؛ تنها نشان می‌دهد چه کسی کار را می‌کند.', colleague: 'همکار', you: 'خودم', note: 'یادداشت', delegated: 'به همکار سپرده شد.', delegatedTo: (name: string) => `نزد ${name}`, mine: 'نزد من', noneMine: 'وظیفه‌ای نزد شما نیست.',
  evidence: 'از کجا معلوم است', evidenceKind: { letter: 'نامه', receipt: 'رسید', visit: 'بازدید', record: 'ثبت در سامانهٔ دستگاه', other: 'دیگر' }, evidenceRef: 'شماره و تاریخ یا جای آن', evidenceHelp: 'مانند شمارهٔ نامه؛ نام و نشانی کسی را ننویسید.',
  week: 'هفتهٔ ما', weekOf: (from: string, until: string) => `از ${from} تا ${until}`, weekBefore: 'هفتهٔ پیش', weekAfter: 'هفتهٔ بعد', thisWeek: 'همین هفته',
  count: { given: 'تازه سپرده‌شده', waiting: 'در انتظار پذیرفتن', due: 'مهلت در این هفته', overdue: 'معوق', done: 'انجام‌شده', declined: 'نپذیرفته', unassigned: 'بی همکار مسئول' },
};
