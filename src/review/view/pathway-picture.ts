import { type Element, h } from './element.ts';
import type { NodeState, PathGroup, Pathway, PathStep } from './pathway.ts';
import { STATUS_WORDS, statusShape } from './status.ts';

/**
 * The pathway as a picture. Measures are user units of the view box; text is broken by an estimate of its width, since
 * SVG does not wrap. The patient's path is thick and solid, what is undecided is broken and says what it needs.
 */

const WIDTH = 1120;
const STEP = { width: 208, gap: 44, top: 40 };
const NODE = { gap: 14, padding: 12, line: 17 };
const OPTIONS = { left: 3 * (STEP.width + STEP.gap), gap: 18, header: 26, row: 38 };
const LETTER = 6.9;
const SMALL_LETTER = 6.1;

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
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1]} \u2026`];
}

function textLines(
  lines: readonly string[],
  x: number,
  y: number,
  height: number,
  attributes: Readonly<Record<string, string>> = {},
): Element {
  return h(
    'text',
    { x, y, ...attributes },
    lines.map((line, at) => h('tspan', { x, y: y + at * height }, line)),
  );
}

/** The picture; its title and description are read out, and the nested list says the same. */
export function pathwayPicture(pathway: Pathway): Element {
  const columns = pathway.steps.map((step, at) => column(step, at * (STEP.width + STEP.gap)));
  const options = optionColumn(pathway.groups);
  const height = Math.max(options.bottom, ...columns.map((each) => each.bottom)) + 12;
  const edges = [
    ...pathway.steps.slice(1).flatMap((step, at) => {
      const before = pathway.steps[at];
      const left = columns[at];
      const right = columns[at + 1];
      return before && left && right ? edgesBetween(before, step, left.boxes, right.boxes) : [];
    }),
    ...edgesToGroups(pathway, columns.at(-1)?.boxes ?? [], options.boxes),
  ];
  return h(
    'svg',
    {
      class: 'pathway',
      viewBox: `0 0 ${WIDTH} ${Math.ceil(height)}`,
      role: 'group',
      'aria-labelledby': 'pathway-title pathway-description',
    },
    h('title', { id: 'pathway-title' }, 'The way through the options'),
    h(
      'desc',
      { id: 'pathway-description' },
      'Grade, pattern, whether surgery is feasible, and options from left to right. The list below says the same.',
    ),
    h('g', { class: 'edges', 'aria-hidden': 'true' }, edges),
    columns.map((each) => each.element),
    options.element,
  );
}

const STATE_WORDS: Readonly<Record<NodeState, string>> = { on: '', possible: 'possible', off: '' };

function column(step: PathStep, x: number): { element: Element; boxes: readonly Box[]; bottom: number } {
  const inner = STEP.width - 2 * NODE.padding;
  const boxes: Box[] = [];
  const parts: Element[] = [];
  let y = STEP.top;
  for (const node of step.nodes) {
    const state = STATE_WORDS[node.state];
    const title = wrapped(node.title, inner, LETTER);
    const lines =
      node.state === 'on' ? cut(wrapped(step.because, inner, SMALL_LETTER), 6) : state === '' ? [] : [state];
    const height = 2 * NODE.padding + (title.length + lines.length) * NODE.line - 4;
    boxes.push({ id: node.id, x, y, width: STEP.width, height });
    parts.push(
      h(
        'g',
        { class: `node ${node.state}` },
        h('rect', { x, y, width: STEP.width, height, rx: 6 }),
        textLines(title, x + NODE.padding, y + NODE.padding + 12, NODE.line, { class: 'node-title' }),
        textLines(lines, x + NODE.padding, y + NODE.padding + 12 + title.length * NODE.line, NODE.line, {
          class: 'small',
        }),
      ),
    );
    y += height + NODE.gap;
  }
  if (step.needs !== '') {
    const lines = cut(wrapped(`needs: ${step.needs}`, inner, SMALL_LETTER), 6);
    const height = 2 * NODE.padding + lines.length * NODE.line - 6;
    parts.push(
      h(
        'g',
        { class: 'needs' },
        h('rect', { x, y, width: STEP.width, height, rx: 6 }),
        textLines(lines, x + NODE.padding, y + NODE.padding + 11, NODE.line, { class: 'small' }),
      ),
    );
    y += height + NODE.gap;
  }
  parts.push(
    textLines(wrapped(step.citation, STEP.width, SMALL_LETTER), x, y + 8, NODE.line, { class: 'cite' }),
  );
  return {
    element: h('g', { class: 'step' }, h('text', { x, y: 20, class: 'step-title' }, step.title), parts),
    boxes,
    bottom: y + 26,
  };
}

function optionColumn(groups: readonly PathGroup[]): {
  element: Element;
  boxes: readonly Box[];
  bottom: number;
} {
  const x = OPTIONS.left;
  const width = WIDTH - x;
  const boxes: Box[] = [];
  const parts: Element[] = [];
  let y = STEP.top;
  for (const group of groups) {
    const height = OPTIONS.header + group.options.length * OPTIONS.row + 6;
    boxes.push({ id: group.id, x, y, width, height });
    parts.push(
      h(
        'g',
        { class: `options ${group.group}` },
        h('rect', { x, y, width, height, rx: 6 }),
        h('text', { x: x + 12, y: y + 19, class: 'node-title' }, group.title),
        group.options.map(({ option, remark }, at) => {
          const top = y + OPTIONS.header + at * OPTIONS.row;
          const second = cut(wrapped(remark, width - 44, SMALL_LETTER), 1)[0] ?? '';
          return h(
            'a',
            { href: `#option-${option.code}`, class: `row ${option.status}` },
            h('rect', {
              x: x + 4,
              y: top,
              width: width - 8,
              height: OPTIONS.row - 2,
              rx: 4,
              class: 'target',
            }),
            statusShape(option.status, { x: x + 12, y: top + 3, width: 16, height: 16 }),
            h(
              'text',
              { x: x + 36, y: top + 15 },
              h('tspan', { class: 'option-title' }, option.title),
              ' \u2013 ',
              STATUS_WORDS[option.status].toLowerCase(),
            ),
            second !== '' && h('text', { x: x + 36, y: top + 30, class: 'small' }, second),
          );
        }),
      ),
    );
    y += height + OPTIONS.gap;
  }
  return {
    element: h('g', { class: 'step' }, h('text', { x, y: 20, class: 'step-title' }, 'Options'), parts),
    boxes,
    bottom: y,
  };
}

function edge(from: Box, to: Box, state: string, enter = to.y + to.height / 2): Element {
  const x1 = from.x + from.width;
  const y1 = from.y + from.height / 2;
  const bend = (to.x - x1) / 2;
  return h('path', {
    d: `M${x1} ${y1} C${x1 + bend} ${y1} ${to.x - bend} ${enter} ${to.x} ${enter}`,
    class: `edge ${state}`,
  });
}

function edgesBetween(
  before: PathStep,
  step: PathStep,
  left: readonly Box[],
  right: readonly Box[],
): readonly Element[] {
  const edges: Element[] = [];
  for (const [i, a] of before.nodes.entries()) {
    for (const [j, b] of step.nodes.entries()) {
      const from = left[i];
      const to = right[j];
      if (!from || !to || a.state === 'off' || b.state === 'off') continue;
      edges.push(edge(from, to, a.state === 'on' && b.state === 'on' ? 'on' : 'possible'));
    }
  }
  return edges;
}

function edgesToGroups(pathway: Pathway, left: readonly Box[], right: readonly Box[]): readonly Element[] {
  const last = pathway.steps.at(-1);
  if (!last) return [];
  return pathway.groups.flatMap((group, at) => {
    const to = right[at];
    if (!to || group.group === 'closed') return [];
    return last.nodes.flatMap((node, index) => {
      const from = left[index];
      if (!from || node.state === 'off' || !group.from.includes(node.id)) return [];
      const solid = node.state === 'on' && group.group === 'offered';
      return [edge(from, to, solid ? 'on' : 'possible', to.y + 14)];
    });
  });
}
