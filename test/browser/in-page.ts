/**
 * Small programs that run in the page. They are texts, so that the types of the browser stay out of the tests.
 */

/** Opens every block that can be folded, but for the evidence tables (one of them is opened). */
export const UNFOLD = `(() => {
  for (const block of document.querySelectorAll('details:not(.evidence-block)')) block.open = true;
  const evidence = document.querySelector('#evidence-liver-resection');
  if (evidence) evidence.open = true;
})()`;

/** Opens everything. */
export const UNFOLD_ALL = `(() => { for (const block of document.querySelectorAll('details')) block.open = true; })()`;

/** Elements that stick out to the right, outside of regions that scroll on their own. */
export const STICKING_OUT = `(() => {
  const most = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')]
    .filter((element) => !element.closest('.scroll, figure, pre, .skip, .unseen') && element.getBoundingClientRect().right > most + 1)
    .map((element) => element.tagName + ' ' + (element.getAttribute('class') ?? ''));
})()`;

export const PAGE_WIDTH = 'document.documentElement.scrollWidth';

/** What could carry out or load something. */
export const ACTIVE_CONTENT = `({
  scripts: document.scripts.length,
  foreign: document.querySelectorAll('img, iframe, object, embed, form[action], [style], base, meta[http-equiv]').length,
  handlers: [...document.querySelectorAll('*')].filter((element) => element.getAttributeNames().some((name) => name.startsWith('on'))).length,
  links: [...document.links].map((link) => link.href).filter((href) => /evil|javascript:|data:/i.test(href)).length,
})`;

/** Statuses at a glance: the word and the shape of each. */
export const STATUS_MARKS = `[...document.querySelectorAll('#glance .status')].map((mark) => ({
  word: mark.textContent.trim(),
  shape: mark.querySelector('svg').innerHTML,
}))`;

export const ACTIVE_ID = `document.activeElement?.id`;
export const FOCUS_OUTLINE = `(() => {
  const style = getComputedStyle(document.activeElement);
  return { style: style.outlineStyle, width: Number.parseFloat(style.outlineWidth) };
})()`;

/** Options of the picture and of the list, and what they say is needed. */
export const TWO_WAYS = `(() => {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent.trim());
  const links = (selector) => [...document.querySelectorAll(selector)].map((link) => link.getAttribute('href')).sort();
  return {
    pictured: links('#way svg.pathway a'),
    listed: links('.pathway-list a'),
    needs: texts('#way svg.pathway .needs').length,
    needsListed: texts('.pathway-list > li > p').filter((text) => text.startsWith('Needs: ')).length,
  };
})()`;

/** The status of each option as the page shows it. */
export const SHOWN_STATUSES = `Object.fromEntries([...document.querySelectorAll('details.option')].map((option) => [
  option.id.replace('option-', ''),
  [...option.classList].find((name) => name !== 'option'),
]))`;

/** Colours of the picture: the ground of a node, its text, its line, and the ground of the page. */
export const PICTURE_COLOURS = `(() => {
  const look = (selector) => getComputedStyle(document.querySelector(selector));
  return {
    node: look('#way svg.pathway .node rect').fill,
    line: look('#way svg.pathway .node rect').stroke,
    text: look('#way svg.pathway .node text').fill,
    page: look('#way').backgroundColor,
  };
})()`;
