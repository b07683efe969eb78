import { type Element, h } from './element.ts';
import type { PathGroup, PathOption, Pathway, PathStep } from './pathway.ts';
import { STATUS_WORDS, statusShape } from './status.ts';

/**
 * The pathway as a picture, from top to bottom: a row of nodes a step, then the groups of options side by side.
 * Measures are units of the view box; text is broken by an estimate of its width, since SVG does not wrap. The
 * patient's path is thick and solid; what is undecided is broken and says what it needs.
 */

const WIDTH = 1180;
const AREA = { left: 170, width: WIDTH - 170 };
const PADDING = 10;
const LINE = 17;
const GAP = { node: 18, row: 40, group: 14 };
const LETTER = 8;
const SMALL_LETTER = 6.6;
const SHAPE = 24;

interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Breaks a text into lines of at most `width` units; long words are cut. */
export function wrapped(text: string, width: number, letter: number): readonly string[] {
  const most = Math.max(6, Math.floor(width / letter));
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    for (const part of word.match(new RegExp(`.{1,${most}}`, 'gu')) ?? []) {
      if (line !== '' && line.length + 1 + part.length > most) {
        lines.push(line);
        line = part;
      } else line = line === '' ? part : `${line} ${part}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function cut(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]} \u2026`];
}

/** Lines of text whose first baseline lies one line below `top`. */
function textAt(lines: readonly string[], x: number, top: number, look: string): Element | false {
  return (
    lines.length > 0 &&
    h(
      'text',
      { class: look },
      lines.map((line, at) => h('tspan', { x, y: top + 13 + at * LINE }, line)),
    )
  );
}

/** The picture; its title and description are read out, and the nested list says the same. */
export function pathwayPicture(pathway: Pathway, id = 'pathway'): Element {
  const rows: { readonly element: Element; readonly boxes: readonly Box[]; readonly bottom: number }[] = [];
  let top = 8;
  for (const step of pathway.steps) {
    const row = stepRow(step, top);
    rows.push(row);
    top = row.bottom + GAP.row;
  }
  const options = groupRow(pathway.groups, top);
  const edges = [
    ...pathway.steps.slice(1).flatMap((step, at) => {
      const before = pathway.steps[at];
      return before ? edgesBetween(before, step, rows[at]?.boxes ?? [], rows[at + 1]?.boxes ?? []) : [];
    }),
    ...edgesToGroups(pathway, rows.at(-1)?.boxes ?? [], options.boxes),
  ];
  return h(
    'svg',
    {
      class: 'pathway',
      viewBox: `-2 0 ${WIDTH + 4} ${Math.ceil(options.bottom) + 6}`,
      role: 'group',
      'aria-labelledby': `${id}-title ${id}-description`,
    },
    h('title', { id: `${id}-title` }, 'The way through the options'),
    h(
      'desc',
      { id: `${id}-description` },
      'Grade, pattern, whether surgery is feasible, and options from top to bottom. The list below says the same.',
    ),
    h('g', { class: 'edges', 'aria-hidden': 'true' }, edges),
    rows.map((row) => row.element),
    options.element,
  );
}

function stepRow(step: PathStep, top: number): { element: Element; boxes: readonly Box[]; bottom: number } {
  const count = step.nodes.length;
  const width = (AREA.width - (count - 1) * GAP.node) / count;
  const inner = width - 2 * PADDING;
  const contents = step.nodes.map((node) => ({
    node,
    title: wrapped(node.title, inner, LETTER),
    lines:
      node.state === 'on'
        ? cut(wrapped(step.because, inner, SMALL_LETTER), 5)
        : node.state === 'possible'
          ? ['still possible']
          : [],
  }));
  const height =
    Math.max(...contents.map((each) => each.title.length + each.lines.length)) * LINE + 2 * PADDING;
  const boxes = contents.map(
    ({ node }, at): Box => ({ id: node.id, x: AREA.left + at * (width + GAP.node), y: top, width, height }),
  );
  const nodes = contents.map(({ node, title, lines }, at) => {
    const x = boxes[at]?.x ?? 0;
    return h(
      'g',
      { class: `node ${node.state}` },
      h('rect', { x, y: top, width, height, rx: 6 }),
      textAt(title, x + PADDING, top + PADDING, 'node-title'),
      textAt(lines, x + PADDING, top + PADDING + title.length * LINE, 'small'),
    );
  });
  const needs =
    step.needs === '' ? [] : cut(wrapped(`Needs: ${step.needs}`, AREA.width - 2 * PADDING, SMALL_LETTER), 3);
  const bar = top + height + 8;
  const label = wrapped(step.title, AREA.left - 16, LETTER + 0.6);
  return {
    element: h(
      'g',
      { class: 'step' },
      textAt(label, 0, top + PADDING, 'step-title'),
      textAt(
        wrapped(step.citation, AREA.left - 16, SMALL_LETTER),
        0,
        top + PADDING + label.length * LINE + 4,
        'cite',
      ),
      nodes,
      needs.length > 0 &&
        h(
          'g',
          { class: 'needs' },
          h('rect', { x: AREA.left, y: bar, width: AREA.width, height: needs.length * LINE + 10, rx: 6 }),
          textAt(needs, AREA.left + PADDING, bar + 5, 'small'),
        ),
    ),
    boxes:
      needs.length === 0
        ? boxes
        : boxes.map((box) => ({ ...box, height: box.height + needs.length * LINE + 18 })),
    bottom: needs.length === 0 ? top + height : bar + needs.length * LINE + 10,
  };
}

interface OptionLines {
  readonly entry: PathOption;
  readonly title: readonly string[];
  readonly remark: readonly string[];
  readonly height: number;
}

function optionLines(entry: PathOption, width: number): OptionLines {
  const inner = width - SHAPE - 2 * PADDING;
  const title = wrapped(entry.option.title, inner, LETTER);
  const remark = cut(wrapped(entry.remark, inner, SMALL_LETTER), 3);
  return { entry, title, remark, height: (title.length + 1 + remark.length) * LINE + 10 };
}

function groupRow(
  groups: readonly PathGroup[],
  top: number,
): { element: Element; boxes: readonly Box[]; bottom: number } {
  const width = (WIDTH - (groups.length - 1) * GAP.group) / groups.length;
  const filled = groups.map((group) => ({
    group,
    title: wrapped(group.title, width - 2 * PADDING, LETTER + 1.4),
    options: group.options.map((entry) => optionLines(entry, width)),
  }));
  const heights = filled.map(
    ({ title, options }) =>
      title.length * LINE + 2 * PADDING + options.reduce((sum, each) => sum + each.height, 0) + PADDING,
  );
  const height = Math.max(...heights);
  const boxes = filled.map(
    ({ group }, at): Box => ({ id: group.id, x: at * (width + GAP.group), y: top, width, height }),
  );
  return {
    element: h(
      'g',
      { class: 'step' },
      filled.map(({ group, title, options }, at) => {
        const x = boxes[at]?.x ?? 0;
        let y = top + title.length * LINE + 2 * PADDING;
        return h(
          'g',
          { class: `options ${group.group}` },
          h('rect', { x, y: top, width, height, rx: 6 }),
          textAt(title, x + PADDING, top + PADDING, 'step-title'),
          options.map((each) => {
            const row = optionRow(each, x, y, width);
            y += each.height;
            return row;
          }),
        );
      }),
    ),
    boxes,
    bottom: top + height,
  };
}

function optionRow(
  { entry, title, remark, height }: OptionLines,
  x: number,
  y: number,
  width: number,
): Element {
  const { option } = entry;
  const left = x + PADDING + SHAPE;
  return h(
    'a',
    { href: `#option-${option.code}`, class: `row ${option.status}` },
    h('rect', { x: x + 3, y, width: width - 6, height: height - 4, rx: 4, class: 'target' }),
    statusShape(option.status, { x: x + PADDING, y: y + 3, width: 16, height: 16 }),
    textAt(title, left, y + 2, 'option-title'),
    textAt([STATUS_WORDS[option.status]], left, y + 2 + title.length * LINE, 'option-status'),
    textAt(remark, left, y + 2 + (title.length + 1) * LINE, 'small'),
  );
}

function edge(from: Box, to: Box, state: string): Element {
  const x1 = from.x + from.width / 2;
  const y1 = from.y + from.height;
  const x2 = to.x + to.width / 2;
  const bend = (to.y - y1) / 2;
  return h('path', {
    d: `M${x1} ${y1} C${x1} ${y1 + bend} ${x2} ${to.y - bend} ${x2} ${to.y}`,
    class: `edge ${state}`,
  });
}

function edgesBetween(
  before: PathStep,
  step: PathStep,
  upper: readonly Box[],
  lower: readonly Box[],
): readonly Element[] {
  const edges: Element[] = [];
  for (const [i, a] of before.nodes.entries()) {
    for (const [j, b] of step.nodes.entries()) {
      const from = upper[i];
      const to = lower[j];
      if (!from || !to || a.state === 'off' || b.state === 'off') continue;
      edges.push(edge(from, to, a.state === 'on' && b.state === 'on' ? 'on' : 'possible'));
    }
  }
  return edges;
}

function edgesToGroups(pathway: Pathway, upper: readonly Box[], lower: readonly Box[]): readonly Element[] {
  const last = pathway.steps.at(-1);
  if (!last) return [];
  return pathway.groups.flatMap((group, at) => {
    const to = lower[at];
    if (!to || group.group === 'closed') return [];
    return last.nodes.flatMap((node, index) => {
      const from = upper[index];
      if (!from || node.state === 'off' || !group.from.includes(node.id)) return [];
      return [edge(from, to, node.state === 'on' && group.group === 'offered' ? 'on' : 'possible')];
    });
  });
}
