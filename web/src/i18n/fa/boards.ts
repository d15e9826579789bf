/** What boards say beside their numbers: up to when they count, and what a narrowed list shows. */
export const boards = {
  asOfDay: (position: string, at: string) => `تا رویداد ${position} دفتر، خوانده در ${at}`,
  asOf: (position: string, at: string | null) => `تا رویداد ${position} دفتر${at === null ? '' : `، خوانده در ساعت ${at}`}`,
  only: 'تنها', inNeighborhood: (name: string) => `در محلهٔ ${name}؛ بی آن‌ها که نشانی‌شان در خطر است`, awaits: { consent: 'در انتظار رضایت', assessment: 'در انتظار پایش' }, served: (what: string, year: string) => `${what} در سال ${year} گرفته‌اند؛ از خانواده‌هایی که اکنون از آن این مرکزند`, anyService: 'خدمتی', ownHere: 'خانواده‌های من در این محله', showAll: 'نمایش همه',
  caseworkers: { spare: 'همیارانی که جای بیشتر دارند', full: 'همیارانی که پر هستند', not_ready: 'همیارانی که هنوز تأیید صلاحیت ندارند' },
  families: { overdue: 'خانواده‌هایی که کار معوق دارند', year_ending: 'خانواده‌هایی که سالشان رو به پایان است' },
  tasks: { assigned: 'وظیفه‌هایی که هنوز پذیرفته نشده‌اند', unassigned: 'وظیفه‌هایی که به همکاری سپرده نشده‌اند', dueBy: (day: string) => `وظیفه‌هایی که مهلتشان تا ${day} است`, dueBetween: (from: string, until: string) => `وظیفه‌هایی که مهلتشان از ${from} تا ${until} است`, firstOnly: (n: string) => `تنها ${n} وظیفهٔ نخست نشان داده شده است.` },
  improved: 'کسانی که نمره‌شان بهتر شد',
  listOf: (what: string, n: string) => `${what}: ${n}، دیدن فهرست`,
  rowSum: (before: string) => `خانواده‌هایی که سطح آغازین‌شان «${before}» بود`, columnSum: (after: string) => `خانواده‌هایی که به «${after}» رسیده‌اند`, allSum: 'همهٔ خانواده‌های این جدول',
  allWaiting: 'همهٔ آن‌ها در فهرست خانواده‌ها',
  /** Filters kept under a name. */
  saved: { title: 'صافی‌های نگه‌داشته', keep: 'نگه‌داشتن این صافی', drop: (name: string) => `برداشتن صافی «${name}»`, name: 'نام صافی', nameHelp: 'تنها در همین مرورگر و برای شما می‌ماند. نام کسی را ننویسید.' },
};
