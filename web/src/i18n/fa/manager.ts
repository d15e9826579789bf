export const manager = {
  menu: { intake: 'پذیرش', assign: 'سپردن به همیار', caseloads: 'همیاران', families: 'خانواده‌ها' },
};
