/** Strong Kleene three-valued logic. Missing data never silently becomes "no". */
export type Truth = boolean | 'unknown';

/** AND: false if any operand is false; else unknown if any is unknown; else true. */
export function all(...operands: readonly Truth[]): Truth {
  let result: Truth = true;
  for (const operand of operands) {
    if (operand === false) return false;
    if (operand === 'unknown') result = 'unknown';
  }
  return result;
}

/** OR: true if any operand is true; else unknown if any is unknown; else false. */
export function any(...operands: readonly Truth[]): Truth {
  let result: Truth = false;
  for (const operand of operands) {
    if (operand === true) return true;
    if (operand === 'unknown') result = 'unknown';
  }
  return result;
}

/** NOT: unknown stays unknown. */
export function not(operand: Truth): Truth {
  return operand === 'unknown' ? 'unknown' : !operand;
}

/**
 * The answer over every value that is still possible: true when it holds for each,
 * false when it holds for none, unknown otherwise (and for an empty set).
 */
export function forEachPossible<T>(possible: readonly T[], test: (value: T) => Truth): Truth {
  let seenTrue = false;
  let seenFalse = false;
  for (const value of possible) {
    const answer = test(value);
    if (answer === 'unknown') return 'unknown';
    if (answer) seenTrue = true;
    else seenFalse = true;
    if (seenTrue && seenFalse) return 'unknown';
  }
  if (seenTrue) return true;
  return seenFalse ? false : 'unknown';
}
