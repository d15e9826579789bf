export const activities = {
  menu: 'همیاری عمومی', one: 'برنامهٔ عمومی', subtitle: 'کارگاه، کلاس، همایش، سخنرانی و فیلم برای خانواده‌های ایمن و در معرض آسیب', none: 'هنوز برنامه‌ای ثبت نشده است.', plan: 'برنامهٔ عمومی تازه', planned: 'برنامه ثبت شد.',
  form: 'شکل', title: 'عنوان', titleHelp: 'چنان که اعلام می‌شود؛ نام کسی را نیاورید.', audience: 'برای', audienceHelp: 'خانوادهٔ آسیب‌دیده هم می‌تواند بیاید.', plannedFor: 'روز برنامه', announcedOn: 'اعلام', heldOn: 'برگزاری', heads: 'شمار دیگر حاضران', headsHelp: 'کسانی که نامشان نوشته نمی‌شود', persons: 'نفر', personHours: 'نفر-ساعت', personHoursNote: 'از حضور به دست می‌آید', byNumber: 'خانواده، به شمار', attendance: 'حاضران', noAttendance: 'هنوز حضوری ثبت نشده است.', when: 'کی', score: 'نمره از ۱۰۰', improved: 'بهتر شدند', noTests: 'آزمون پیش و پس نیست', correctHeld: 'اصلاح برگزاری',
  counts: (persons: string, hours: string) => `${persons} نفر، ${hours} نفر-ساعت`, ofHeads: (n: string) => `${n} نفر بی نام`, means: (before: string, after: string, n: string) => `میانگین ${before} به ${after}، ${n} نفر`,
  state: { planned: 'برنامه‌ریزی شده', announced: 'اعلام شده', held: 'برگزار شده', cancelled: 'لغو شده' }, testMoment: { before: 'پیش‌آزمون', after: 'پس‌آزمون' },
  act: { announce: 'اعلام', hold: 'ثبت برگزاری', cancel: 'لغو برنامه', attendance: 'ثبت حضور', test: 'ثبت آزمون' },
};
