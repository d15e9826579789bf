/** Lists behind numbers: what they hold, and what they leave out. */
export const behind = {
  shownOf: (n: string, total: string) => `${n} از ${total} نشان داده شده است؛ بیش از ۵۰۰ ردیف، و خانواده‌هایی که اکنون از آن شما نیستند، در فهرست نمی‌آیند.`,
  threat: 'شمار محله خانواده‌هایی را هم که نشانی‌شان در خطر است در بر دارد. این فهرست آن‌ها را ندارد، زیرا هیچ فهرستی نمی‌گوید کجا زندگی می‌کنند؛ در فهرست همهٔ خانواده‌ها هستند.',
  services: { families: 'خانواده‌هایی که خدمت گرفته‌اند', persons: 'کسانی که خدمت گرفته‌اند', services: 'خدمت‌های داده‌شده', contacts: 'خدمت‌ها و نشست‌هایشان', hours: 'خدمت‌هایی که ساعت آموزش داشته‌اند', successes: 'خدمت‌هایی که به سرانجام رسیده‌اند' },
  ofKind: (what: string, kind: string) => `${what}: ${kind}`,
  total: { families: (n: string) => `${n} خانواده`, persons: (n: string) => `${n} نفر`, services: (n: string) => `${n} خدمت` },
  person: 'نام', times: 'خدمت', contacts: 'نشست', hours: 'ساعت', reached: 'نفر', last: 'واپسین خدمت', on: 'روز', family: 'خانواده', kind: 'خدمت',
  changes: { better: 'بهتر شده‌اند', same: 'بیش از حاشیه تغییر نکرده‌اند', worse: 'بدتر شده‌اند', all: 'سنجیده شده‌اند', two_versions: 'با دو نسخهٔ مجموعه سنجیده شده‌اند و مقایسه‌شدنی نیستند', without_readings: 'سطحشان بر پایش استوار نیست و مقایسه نشده‌اند' },
  whose: (what: string, way: string) => `${what}: ${way}`, score: 'نمره', step: 'گام', fromTo: (what: string, from: string, to: string) => `${what}: از ${from} به ${to}`,
  seeTwoVersions: (n: string) => `${n} خانواده با دو نسخهٔ مجموعه`, seeWithoutReadings: (n: string) => `${n} خانواده بی پایش`,
  tried: {
    moved: 'خانواده‌هایی که جابه‌جا می‌شوند', families: 'خانواده‌هایی که سطحشان بر پایش استوار است', not_enough: 'خانواده‌هایی که پاسخشان برای این قاعده کم است', by_hand: 'خانواده‌هایی که سطحشان دستی است، با آنچه قاعده می‌گوید', by_hand_otherwise: 'خانواده‌های با سطح دستی که قاعده سطح دیگری می‌گوید',
    harmed_now: 'آسیب‌دیده‌های اکنون', harmed_tried: 'آسیب‌دیده‌ها با قاعدهٔ آزمایشی', waiting_now: 'آسیب‌دیده‌های بی‌همیار، اکنون', waiting_tried: 'آسیب‌دیده‌های بی‌همیار با قاعدهٔ آزمایشی', held: 'خانواده‌هایی که همیار دارند', held_not_harmed: 'خانواده‌هایی که همیار دارند و دیگر آسیب‌دیده نیستند',
    left_out: 'خانواده‌های سال که در هیچ‌یک از دو جدول نیامده‌اند', year_now: 'خانواده‌های سال، آن‌گونه که داده شد', year_tried: 'خانواده‌های سال با قاعدهٔ آزمایشی',
  },
  of: (what: string, whose: string) => `${what}، ${whose}`, otherwise: 'قاعده سطح دیگری می‌گوید', openLeftOut: 'دیدن آن‌ها',
  week: { given: (from: string, until: string) => `وظیفه‌هایی که از ${from} تا ${until} سپرده شده‌اند`, done: (from: string, until: string) => `وظیفه‌هایی که از ${from} تا ${until} انجام شده‌اند`, declined: (from: string, until: string) => `وظیفه‌هایی که از ${from} تا ${until} پذیرفته نشده‌اند`, none: 'در این روزها هیچ.' },
  generalAid: 'همیاری عمومی', generalAidWhy: 'برنامه‌هایی که کسی از خانواده در آن‌ها بوده است', noGeneralAid: 'در هیچ برنامه‌ای ثبت نشده‌اند.', wholeFamily: (n: string) => `${n} نفر از خانواده`, stayed: (n: string) => `${n} ساعت`,
};
