/** The agency's officer: the agency's tasks, by file number. */
export const agency = {
  menu: { tasks: 'وظیفه‌های ما' },
  title: 'وظیفه‌های ما', subtitle: 'هر وظیفه را کمیسیونی به دستگاه شما سپرده است. خانواده تنها با شماره پرونده نامیده می‌شود.',
  open: 'باز', done: 'انجام‌شده', declined: 'پذیرفته‌نشده', tabs: 'وظیفه‌ها بر پایهٔ وضع',
  noneOpen: 'وظیفهٔ بازی ندارید.', noneDone: 'هنوز وظیفه‌ای انجام نشده است.', noneDeclined: 'وظیفه‌ای نبوده که نپذیرفته باشید.', fresh: 'تازه',
  task: 'وظیفه', file: (n: string) => `پروندهٔ ${n}`, dueOn: 'مهلت', from: 'از سوی', domain: 'بخش', state: 'وضع', progressTitle: 'آنچه تاکنون شده', noProgress: 'هنوز چیزی نوشته نشده است.', lastWord: (when: string) => `آخرین خبر: ${when}`,
  accept: 'پذیرفتن', acceptTitle: 'پذیرفتن این وظیفه', acceptExplain: 'با پذیرفتن، دستگاه شما تا مهلت آن را انجام می‌دهد یا پیشرفتش را می‌نویسد.', accepted: 'وظیفه پذیرفته شد.',
  progress: 'نوشتن پیشرفت', progressExplain: 'کوتاه بنویسید چه شد و چه مانده است. نام و نشانی کسی را ننویسید.', note: 'چه شد', progressed: 'پیشرفت نوشته شد.',
  finish: 'انجام شد', finishTitle: 'این وظیفه انجام شد', finishNote: 'نتیجه', finished: 'انجام وظیفه ثبت شد.',
  decline: 'نپذیرفتن', declineTitle: 'نپذیرفتن این وظیفه', declineExplain: 'دلیل شما به کمیسیون می‌رسد تا کار به جای درست سپرده شود.', reason: 'دلیل', declineDone: 'نپذیرفتن ثبت شد.',
  onDay: 'روز', openFirst: 'برای نوشتن پیشرفت، نخست وظیفه را بپذیرید.', closed: 'این وظیفه پایان یافته است.',
};
