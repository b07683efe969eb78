import type { SurvivalPoint } from '../../evidence/survival.ts';
import { type Element, h } from './element.ts';

/**
 * 5-year survival by series: one line a series, the area of the dot by its number of patients. A blank of the source
 * stays blank and says so, a doubtful value is a hollow broken dot. Nothing is averaged.
 */

const WIDTH = 720;
const ROW = 24;
const AXIS = { left: 250, right: 510, top: 30 };
const TICKS = [0, 25, 50, 75, 100];
const LARGEST_DOT = 10;
const SMALLEST_DOT = 3;

const at = (percent: number): number => AXIS.left + ((AXIS.right - AXIS.left) * percent) / 100;

/** A doubtful number of patients gives the smallest dot: its size says nothing. */
function radius(point: SurvivalPoint, most: number): number {
  if (point.n === null || point.doubts?.patients !== undefined) return SMALLEST_DOT;
  return Math.max(SMALLEST_DOT, LARGEST_DOT * Math.sqrt(point.n / most));
}

function valueText({ n, fiveYear, otherValues, doubts }: SurvivalPoint): string {
  const doubted = (doubt: string | undefined): string => (doubt === undefined ? '' : ' (in doubt)');
  const also = otherValues === undefined ? '' : ` (also ${otherValues.join(', ')})`;
  const survival = fiveYear === null ? 'blank' : `${fiveYear} %${also}`;
  const patients = n === null ? 'n not given' : `n ${n}`;
  return `${survival}${doubted(doubts?.survival)}, ${patients}${doubted(doubts?.patients)}`;
}

/** The plot, or undefined when no series has a number. */
export function survivalPlot(points: readonly SurvivalPoint[], title: string): Element | undefined {
  if (!points.some((point) => point.fiveYear !== null)) return undefined;
  const most = Math.max(1, ...points.flatMap((point) => (point.n === null ? [] : [point.n])));
  const bottom = AXIS.top + points.length * ROW;
  return h(
    'svg',
    {
      class: 'plot',
      viewBox: `0 0 ${WIDTH} ${bottom + 12}`,
      role: 'img',
      'aria-label': `${title}: 5-year survival by series. ${points.map((point) => `${point.label} ${valueText(point)}`).join('; ')}.`,
    },
    TICKS.map((tick) => [
      h('line', { x1: at(tick), x2: at(tick), y1: AXIS.top - 6, y2: bottom, class: 'grid' }),
      h('text', { x: at(tick), y: AXIS.top - 12, class: 'tick' }, `${tick}${tick === 100 ? ' %' : ''}`),
    ]),
    points.map((point, index) => {
      const y = AXIS.top + index * ROW + ROW / 2;
      const label = point.label.length > 30 ? `${point.label.slice(0, 29)}\u2026` : point.label;
      const year = point.year === null || label.includes(String(point.year)) ? '' : ` ${point.year}`;
      return h(
        'g',
        { class: point.doubts?.survival !== undefined ? 'series doubtful' : 'series' },
        h('text', { x: AXIS.left - 12, y: y + 4, class: 'label' }, `${label}${year}`),
        point.fiveYear !== null && h('circle', { cx: at(point.fiveYear), cy: y, r: radius(point, most) }),
        h('text', { x: AXIS.right + 14, y: y + 4, class: 'value' }, valueText(point)),
      );
    }),
  );
}
