export const caseworker = {
  menu: { today: 'امروز', families: 'خانواده‌ها', queue: 'کارها' },
};
