/** Trying another rule over what was read. */
export const whatIf = {
  menu: 'آزمودن قاعده', title: 'اگر قاعده دیگر بود', subtitle: 'وزن‌ها، مرزها و سطح‌های بحرانی را روی پایش‌های گذشته بیازمایید. چیزی ذخیره نمی‌شود و سطح هیچ خانواده‌ای تغییر نمی‌کند.',
  ruleTitle: 'قاعدهٔ آزمایشی', basedOn: 'بر پایهٔ', reset: 'بازگشت به نسخه', run: 'بیازما', yearField: 'سال مقایسه', yearHelp: 'خالی یعنی تازه‌ترین سال', yearWrong: 'سال را با چهار رقم بنویسید، مانند ۱۴۰۴.', neverCritical: 'هیچ‌گاه', changed: (n: string) => `${n} تغییر`,
  partial: (n: string) => `این‌ها ${n} خانوادهٔ نخست است؛ شمارش همه در راه است.`, nobody: 'هنوز سطح هیچ خانواده‌ای بر پایش استوار نیست.',
  families: 'خانواده‌ها', familiesNote: 'باز، با سطحی که بر پایش استوار است', moved: 'جابه‌جا می‌شوند', movedBetter: 'به سطح بهتر', movedWorse: 'به سطح بدتر', byHand: 'سطح دستی', byHandNote: (n: string) => `می‌ماند؛ قاعده برای ${n} سطح دیگری می‌گوید`, notEnough: 'پاسخ کم', notEnoughNote: 'برای این قاعده بس نیست؛ سطحشان همان ماند',
  moves: 'از سطح کنونی به سطح آزمایشی', now: 'اکنون', tried: 'آزمایشی', arrow: '←', becomes: 'می‌شود', nowAndTried: 'اکنون و آزمایشی',
  year: (y: string) => `پیش و پسِ سال ${y} با هر دو قاعده`, leftOut: (n: string) => `${n} خانواده با قاعدهٔ آزمایشی سنجیدنی نیستند و در هیچ‌یک از دو جدول نیامده‌اند.`, asGiven: 'آن‌گونه که داده شد', asTried: 'با قاعدهٔ آزمایشی', improved: (n: string) => `بهتر ${n}`, same: (n: string) => `بی‌تغییر ${n}`, worsened: (n: string) => `بدتر ${n}`,
  caseloads: 'اثر بر کار همیاران', caseworkers: 'به تفکیک همیار', center: 'مرکز', allCenters: 'همهٔ مرکزها', harmed: 'آسیب‌دیده', waiting: 'آسیب‌دیدهٔ بی‌همیار', held: 'با همیار', heldNotHarmed: 'با همیار، دیگر نه آسیب‌دیده', places: 'گنجایش', placesOf: (places: string, workers: string) => `${places} خانواده، ${workers} همیار`, caseloadsNote: 'خانواده‌ای که همیار دارد تا پایان سالش با او می‌ماند، اگرچه دیگر آسیب‌دیده به شمار نیاید.',
  decisions: 'تصمیم‌های کمیسیون دربارهٔ خانواده‌های جابه‌جاشده', noDecisions: 'هیچ تصمیمی دربارهٔ این خانواده‌ها نیست.', decisionsOf: (decisions: string, families: string) => `${decisions} تصمیم دربارهٔ ${families} خانواده`, decisionsCount: 'تصمیم', commission: 'کمیسیون', openDecisions: 'فهرست تصمیم‌ها', decidedOn: 'روز تصمیم',
  movedFamilies: 'خانواده‌هایی که جابه‌جا می‌شوند', movedDecisions: 'تصمیم‌ها', heldByNobody: 'بی‌همیار', shownOf: (n: string, total: string) => `${n} از ${total} نشان داده شده است.`,
  rule: 'پاسخ‌ها با کد نماگر جفت می‌شوند. سطحی که کسی با دلیل داده است همان می‌ماند.',
};
