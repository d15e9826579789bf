/** The yearly before/after comparison. */
export const reports = {
  title: 'پیش و پس', subtitle: (year: string) => `خانواده‌هایی که پایش آغازین آنان در سال ${year} است`, year: 'سال', yearOf: (n: string) => `سال ${n}`, filters: 'صافی‌ها', clearFilters: 'برداشتن صافی‌ها', center: 'مرکز', allCenters: 'همهٔ مرکزها', domain: 'بخش', wholeTier: 'سطح کل', household: 'نوع خانوار', allHouseholds: 'همه', place: 'استان، شهر یا پهنه', allPlaces: 'همه جا', caseworker: 'همیار', allCaseworkers: 'همهٔ همیاران',
  rounded: 'شمارها گرد شده است', roundedWhy: 'هر شمار به مضربی از پنج گرد شده و خطایی کوچک و ثابت دارد، و کمتر از پنج نوشته نمی‌شود، تا کسی شناخته نشود. جمع‌ها هم جداگانه گرد شده و دقیقاً با هم نمی‌خواند؛ درصدها از همین شمارهاست.', fewer: (names: string) => `کمتر از پنج: ${names}`,
  matrix: 'جدول گذار', flow: 'جریان',
  tieredTwice: 'دو بار سطح‌بندی شده', tieredTwiceNote: 'آغازین و پایانی', tieredOnce: 'تنها یک بار', tieredOnceNote: 'جدا آمده‌اند و «بی‌تغییر» شمرده نمی‌شوند', improved: 'بهتر شده', same: 'بی‌تغییر', worsened: 'بدتر شده', ofTwice: (p: string) => `${p} از دو بار سطح‌بندی‌شده‌ها`, flowHidden: 'جریان‌های کمتر از پنج کشیده نشده است.',
  empty: 'در این سال و با این صافی‌ها خانواده‌ای پایش آغازین ندارد.', computedAt: (n: string) => `محاسبه تا رویداد ${n} دفتر`, rule: 'خانواده در سال پایش آغازینش شمرده می‌شود؛ سطح پایانی آخرین سطحِ پس از آن و پیش از پایش آغازین بعدی است. هر دوره یک بار شمرده می‌شود.',
  behind: (before: string, after: string) => `خانواده‌هایی که از «${before}» به «${after}» رسیده‌اند`, behindNone: (before: string) => `خانواده‌های «${before}» که سطح پایانی ندارند`, families: (n: string) => `${n} خانواده`, closeCell: 'بستن این فهرست', officerCell: 'کارشناس استان تنها شمارها را می‌بیند. برای دیدن جزئیات، شمار را با صافی‌ها بشکافید.', share: (p: string, before: string) => `${p} از خانواده‌هایی که سطح آغازین‌شان «${before}» بود`, smallCell: 'این شمار کمتر از ۵ است، یا از شمار کوچکی کنارش نگهبانی می‌کند، و نشان داده نمی‌شود.',
  more: (n: string) => `تنها ${n} خانوادهٔ نخست نشان داده شده است.`,
  by: 'به تفکیک', byHousehold: 'نوع خانوار', byDomain: 'بخش', byCenter: 'مرکز', narrow: 'نمایش همین دسته', group: 'دسته', openFile: 'باز کردن پرونده',
};
