export const officer = {
  menu: { beforeAfter: 'پیش و پس', neighborhoods: 'محله‌ها' },
};
