/** A special matter on its way to an expert: on paper, with the least that is needed. */
export const experts = {
  sheet: 'برگهٔ کارشناس', title: (specialty: string) => `برگه برای کارشناس: ${specialty}`, print: 'چاپ برگه', about: 'این برگه خانواده را تنها با شماره پرونده می‌نامد؛ نام، نشانی، تلفن و کد ملی در آن نیست.', howTo: 'پاسخ را در همین برگه بنویسید و به همیار برگردانید. برگه را نگه ندارید.',
  question: 'پرسش', whichMembers: 'سن و نسبت چه کسانی برای پاسخ لازم است؟', whichHelp: 'تنها سن، جنس و نسبت می‌آید، بی نام.', members: 'افراد', answer: 'پاسخ کارشناس', signature: 'نام، امضا و تاریخ کارشناس', person: (n: string) => `فرد ${n}`, askedOn: (when: string) => `پرسیده در ${when}`, mayName: 'پرسش را یک بار دیگر بخوانید: اگر نامی در آن است، ارجاع تازه‌ای بی نام بنویسید.',
};
