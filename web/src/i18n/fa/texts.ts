export const texts = {
  title: 'متن‌های مصوب', help: 'آنچه نهادهای برنامه تصویب کرده‌اند؛ همه می‌توانند بخوانند.', none: 'هنوز متنی منتشر نشده است.', add: 'متن تازه', edit: 'نسخهٔ تازه', publish: 'انتشار', published: 'متن منتشر شد.',
  kind: { ethical_charter: 'منشور اخلاقی', requirements: 'الزامات', by_law: 'آیین‌نامه', other: 'دیگر' }, kindWord: 'چه متنی است', titleFa: 'عنوان به فارسی', titleEn: 'عنوان به انگلیسی', body: 'متن', bodyHelp: 'بندها را با یک خط خالی جدا کنید. نام کسی را ننویسید.', approvedBy: 'تصویب‌کننده', approvedByHelp: 'نهاد، نه شخص؛ مانند شورای راهبردی', approvedOn: 'تاریخ تصویب',
  approved: (body: string, when: string) => `مصوب ${body}، ${when}`, version: (n: string) => `نسخهٔ ${n}`, earlier: 'نسخه‌ها', read: 'خواندن', back: 'همهٔ متن‌های مصوب',
  withdraw: 'از اعتبار انداختن', withdrawHelp: 'متن در فهرست می‌ماند و نوشته می‌شود که دیگر برقرار نیست.', withdrawn: (when: string) => `از ${when} برقرار نیست`, reason: 'چرا', withdrawDone: 'نوشته شد که این متن دیگر برقرار نیست.', withdrawnOn: 'از چه روزی', notNewest: 'نسخهٔ پیشین است.',
};
