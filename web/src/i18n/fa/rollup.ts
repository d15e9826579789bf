/** The roll-up of province and nation. */
export const rollup = {
  menu: 'استان و کشور', title: (name: string) => `تصویر ${name}`, nation: 'کشور', topicLabel: 'چه چیزی', below: 'زیرمجموعه', lastEvent: 'آخرین رویداد', none: 'چیزی در زیر این مکان نیست.', rows: (n: string) => `زیرمجموعه (${n})`, back: 'استان و کشور', found: (n: string) => `${n} مورد`,
  topic: { offices: 'دفترهای تسهیلگری', neighborhoods: 'محله‌ها و اولویت', roadmaps: 'نقشهٔ راه و وظیفه‌ها', needs: 'نیازسنجی', families: 'خانواده‌ها و خدمات' },
  help: {
    offices: 'دفتر در هر ردیفی که محله‌ای از آن را پوشش می‌دهد شمرده می‌شود و در جمع یک بار؛ پس جمع ردیف‌ها گاهی بیشتر است.',
    neighborhoods: 'اولویت همان است که اکنون برقرار است. محله‌ای که شناسنامه ندارد اولویت هم نمی‌گیرد.',
    roadmaps: 'اقدام‌های نقشه‌های تصویب‌شده. وظیفه‌ای دیر است که انجام نشده و آخرین گزارشش کهنه‌تر از چهار ماه است: سه ماه، و یک ماه برای گزارش.',
    needs: 'آخرین نیازسنجی هر محله، در هر دفتر.',
    families: 'خانواده‌های پروندهٔ باز. نام هیچ‌کس از این عددها به دست نمی‌آید و فهرستی پشت آن‌ها نیست.',
  },
  rounded: 'عددها به مضرب پنج گرد شده، هر کدام با خطایی ماندگار؛ جمع‌شان دقیق نیست و کمتر از پنج نوشته نمی‌شود.', yearOf: (year: string) => `خدمات سال ${year}.`, fewer: 'کمتر از ۵',
  judged: (day: string) => `دیر بودن نسبت به ${day} سنجیده شده است.`, profiles: (day: string) => `تازه‌ترین شناسنامه: ${day}.`, provinces: 'استان‌های دارای دفتر',
  offices: { open: 'دفتر باز', contract_over: 'قرارداد گذشته', evaluation_late: 'ارزیابی دیرشده', report_late: 'گزارش سه‌ماههٔ دیرشده', contracted: 'قرارداد بسته', called: 'فراخوان', closed: 'بسته' },
  families: { total: 'خانواده', stable: 'پایدار', at_risk: 'در معرض آسیب', harmed: 'آسیب‌دیده', served: 'خانواده‌ای که خدمت گرفته', services: 'خدمت داده‌شده' },
  list: {
    neighborhoods: 'محله', with_profile: 'با شناسنامه', without_profile: 'بی شناسنامه', approved: 'هدف مصوب', priority_first: 'اولویت یک', priority_second: 'اولویت دو', priority_third: 'اولویت سه', priority_none: 'بی اولویت', with_office: 'محلهٔ دارای دفتر باز',
    roadmaps: 'محلهٔ دارای نقشهٔ راه', actions_planned: 'اقدام برنامه‌ریزی‌شده', actions_in_progress: 'اقدام در دست انجام', actions_done: 'اقدام انجام‌شده', actions_dropped: 'اقدام کنارگذاشته',
    duties_reported: 'وظیفهٔ گزارش‌شده', duties_done: 'وظیفهٔ انجام‌شده', duties_late: 'وظیفهٔ دیرشده',
    needs_drafted: 'نزد کمیته', needs_returned: 'برگشته', needs_in_headquarters: 'نزد ستاد', needs_approved: 'مصوب', needs_notified: 'ابلاغ‌شده',
  },
  states: {
    level: { first: 'اولویت یک', second: 'اولویت دو', third: 'اولویت سه' } as Record<string, string>,
    action: { planned: 'برنامه‌ریزی‌شده', in_progress: 'در دست انجام', done: 'انجام‌شده', dropped: 'کنارگذاشته' } as Record<string, string>,
    duty: { not_begun: 'آغاز نشده', underway: 'در دست انجام', done: 'انجام‌شده', hindered: 'به مانع خورده' } as Record<string, string>,
    need: { drafted: 'نزد کمیته', returned: 'برگشته', in_headquarters: 'نزد ستاد', approved: 'مصوب', notified: 'ابلاغ‌شده' } as Record<string, string>,
  },
  declared: 'آنچه سند نوشته، در کنار شمارش', declaredHelp: 'عدد سند را سند نوشته است و عدد شمارش را رویدادها؛ هیچ‌یک دیگری را درست نمی‌کند.', number: 'شمارش', counted: 'شمرده‌شده', printed: 'در سند', noPeriod: 'سند دوره را نگفته است',
  beside: { offices_open: 'دفترهای باز', offices_neighborhoods: 'محله‌های دارای دفتر باز', offices_provinces: 'استان‌های دارای دفتر باز' },
};

/** The yearly atlas. */
export const atlas = {
  menu: 'اطلس سالانه', title: (name: string, year: string) => `اطلس ${name} · ${year}`, nation: 'کشور', year: 'سال', below: 'زیرمجموعه', legend: 'راهنمای رنگ', overYears: 'در سال‌ها', numbers: 'همین‌ها به عدد', nothingTold: 'چیزی برای گفتن نیست یا شمارها کوچک‌تر از آن است که گفته شود.',
  fewer: 'کمتر از ۵', nobody: 'صفر', upTo: (n: string) => `تا ${n}`, untold: 'کمتر از ۵، نوشته نمی‌شود', whole: (n: string) => `همه: ${n}`, mapOf: (title: string, n: string) => `نقشهٔ «${title}» برای ${n} محله؛ همین عددها در جدول زیر آمده است`,
  state: { running: 'سال هنوز تمام نشده است', provisional: 'سال تمام شده و هنوز بسته نشده است', fixed: 'سال بسته است' },
  settled: {
    running: (_year: string, day: string) => `عددها چنان‌اند که در ${day} دانسته بود.`,
    provisional: (year: string, day: string) => `عددها چنان‌اند که در ${day} دانسته بود. آنچه از سال ${year} تا ۳۱ فروردین پس از آن ثبت شود به حساب می‌آید.`,
    fixed: (year: string, day: string) => `سال ${year} همیشه چنان نشان داده می‌شود که در ${day} دانسته بود. آنچه پس از آن درست شده در این اطلس نمی‌آید. تنها مرز محله‌ها و جایشان در شهر و استان همان است که امروز برقرار است.`,
  },
  suppressed: (n: string) => `${n} خانه کمتر از پنج بود و نوشته نشد.`, noneSuppressed: 'هیچ خانه‌ای پوشیده نشد.', rounded: 'عددهای خانواده‌ها به مضرب پنج گرد شده، هر کدام با خطایی ماندگار، و جمع‌شان دقیق نیست.',
  tiers: 'سطح خانواده‌ها', tiersHelp: (day: string) => `خانواده‌های پروندهٔ باز در ${day}، به سطحی که داشتند. خانواده‌ای که هنوز سطح ندارد در هیچ‌یک نیست.`,
  harms: 'آسیب‌ها به گروه', harmsHelp: (day: string) => `خانواده‌های پروندهٔ باز در ${day} که در گروهی از آسیب‌پذیران بودند. یک خانواده شاید در چند گروه باشد.`,
  services: 'خدمات به حوزه', servicesHelp: (year: string) => `خانواده‌هایی که در سال ${year} در هر حوزه خدمتی گرفتند؛ هر خانواده در هر حوزه یک بار، در محله‌ای که آن روز بود.`,
  priorities: 'اولویت محله‌ها', prioritiesHelp: (day: string) => `محله‌ها به اولویتی که در ${day} برقرار بود؛ شمار محله است و پوشیده نمی‌شود.`,
  priority: { first: 'اولویت یک', second: 'اولویت دو', third: 'اولویت سه' },
};
