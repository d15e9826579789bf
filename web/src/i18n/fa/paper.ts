/** What goes on paper, and says so. */
export const paper = {
  mark: 'محرمانه', printed: (when: string) => `چاپ: ${when}`, by: (name: string) => `چاپ‌کننده: ${name}`,
  file: (n: string) => `پروندهٔ ${n}`, planOf: (n: string) => `برنامهٔ همیاری پروندهٔ ${n}`, packetOf: (n: string) => `پروندهٔ جلسه: ${n}`,
  printFile: 'چاپ پرونده', printPlan: 'چاپ برنامه', wholeFile: 'همهٔ پرونده', onlyPlan: 'تنها برنامهٔ همیاری', which: 'چه چاپ شود',
  help: 'برای کاغذ A4؛ در پنجرهٔ چاپ می‌توان آن را PDF کرد. برگه را جای امنی نگه دارید و پس از کار از میان ببرید.',
  notOnPaper: 'روی کاغذ نمی‌آید', threatened: 'نشانی این خانواده در خطر است؛ نشانی، تلفن و راه تماس در این برگه نیست.',
};
