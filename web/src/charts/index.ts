export { Bars, BeforeAfterBars, type BarItem, type BeforeAfterItem } from './Bars.tsx';
export { Lines, type LineSeries } from './Lines.tsx';
export { Sankey } from './Sankey.tsx';
export { TierHistory, TierStrip, type TierMoment } from './TierStrip.tsx';
export { TransitionMatrix } from './TransitionMatrix.tsx';
export { directionOf, sumWhole, type CellCount, type Matrix, type MatrixTotals } from './types.ts';
