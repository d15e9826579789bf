// What every screen behind the sign-in may say.
export { boards } from './boards.ts';
export { erasure } from './erasure.ts';
export { family } from './family.ts';
export { behind } from './listsBehind.ts';
export { notices } from './notices.ts';
export { paper } from './paper.ts';
export { problems } from './problems.ts';
export { texts } from './texts.ts';
export { trust } from './trust.ts';
