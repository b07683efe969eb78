import { type Element, h } from './element.ts';
import type { NodeState, Pathway } from './pathway.ts';
import { statusMark } from './status.ts';

const STATES: Readonly<Record<NodeState, string>> = {
  on: 'this patient',
  possible: 'still possible',
  off: 'not this patient',
};

/** The pathway as a nested list: the same content without the picture. */
export function pathwayList(pathway: Pathway): Element {
  return h(
    'ol',
    { class: 'pathway-list' },
    pathway.steps.map((step) =>
      h(
        'li',
        {},
        h('strong', {}, step.title),
        ` (${step.citation})`,
        step.because !== '' && h('p', {}, `Known: ${step.because}`),
        step.needs !== '' && h('p', {}, h('strong', {}, 'Needs: '), step.needs),
        h(
          'ul',
          {},
          step.nodes.map((node) => h('li', { class: node.state }, `${node.title}: ${STATES[node.state]}`)),
        ),
      ),
    ),
    h(
      'li',
      {},
      h('strong', {}, 'Options'),
      h(
        'ul',
        {},
        pathway.groups.map((group) =>
          h(
            'li',
            {},
            group.title,
            h(
              'ul',
              {},
              group.options.map(({ option, remark }) =>
                h(
                  'li',
                  {},
                  h('a', { href: `#option-${option.code}` }, option.title),
                  ': ',
                  statusMark(option.status),
                  remark === '' ? null : ` \u2013 ${remark}`,
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}
