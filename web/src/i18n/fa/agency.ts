export const agency = {
  menu: { tasks: 'وظیفه‌های ما' },
};
