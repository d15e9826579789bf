/** The field's own words: stable names from code and API, and how people say them. */
export const words = {
  tier: { stable: 'ایمن یا پایدار', at_risk: 'در معرض آسیب', harmed: 'آسیب‌دیده' },
  tierShort: { stable: 'پایدار', at_risk: 'در معرض آسیب', harmed: 'آسیب‌دیده' },
  noTier: 'هنوز سطح‌بندی نشده',
  moment: { preliminary: 'سطح مقدماتی', baseline: 'سطح پایه', interim: 'سطح میانی', final: 'سطح پایانی' },
  assessment: { baseline: 'سنجش پایه', interim: 'سنجش میانی', final: 'سنجش پایانی' },
  domain: { social: 'اجتماعی', economic: 'اقتصادی', cultural: 'فرهنگی' },
  due: { overdue: 'معوق', today: 'امروز', this_week: 'این هفته', later: 'بعدتر', none: 'بی‌تاریخ' },
  role: {
    caseworker: 'همیار خانواده', center_manager: 'مدیر مرکز', commission_member: 'عضو کمیسیون',
    agency_officer: 'کارشناس دستگاه', auditor: 'حسابرس', officer: 'کارشناس استان', administrator: 'مدیر سامانه',
  },
  consent: { given: 'رضایت داده شده', withdrawn: 'رضایت پس گرفته شده', not_asked: 'هنوز پرسیده نشده', refused: 'رضایت داده نشده' },
  taskState: { open: 'تازه', accepted: 'پذیرفته شده', in_progress: 'در حال انجام', done: 'انجام شده', declined: 'پذیرفته نشده' },
  family: 'خانواده', caseworker: 'همیار خانواده', center: 'مرکز محلی همیاری', commission: 'کمیسیون', agency: 'دستگاه',
  neighborhood: 'محله', fileNumber: 'شماره پرونده', familyName: 'نام خانوادگی', member: 'عضو خانواده', head: 'سرپرست خانواده',
  nationalId: 'کد ملی', birthDate: 'تاریخ تولد', address: 'نشانی', phone: 'تلفن', visit: 'بازدید', service: 'خدمت',
  referral: 'ارجاع', decision: 'تصمیم', task: 'وظیفه', generalAid: 'همیاری عمومی', focusedAid: 'همیاری متمرکز',
  calendar: 'تقویم همیاری', timeline: 'رویدادها', indicator: 'نماگر', year: 'سال',
};
