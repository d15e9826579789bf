export const commission = {
  menu: { agenda: 'دستور جلسه', followUp: 'پیگیری تصمیم‌ها' },
};
