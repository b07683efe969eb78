import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';

/**
 * A FHIRPath expression, compiled once when the tables are loaded. It only picks elements; what they mean is decided
 * elsewhere, so no expression holds a comparison.
 */
export interface Selection {
  readonly expression: string;
  /** The elements, or nothing: an expression that fails on a malformed resource selects nothing. */
  (node: unknown): readonly unknown[];
}

/**
 * Compiles an expression for R4.
 * @param base path of the element to which the expression is applied when it is no whole resource
 *   (`Observation.component`).
 */
export function selection(expression: string, base?: string): Selection {
  const path = base === undefined ? expression : { base, expression };
  const compiled = fhirpath.compile(path, r4, { async: false });
  const select = (node: unknown): readonly unknown[] => {
    try {
      return compiled(node);
    } catch {
      // fhirpath.js throws texts for shapes that do not fit; such an element is not readable.
      return [];
    }
  };
  return Object.assign(select, { expression: base === undefined ? expression : `${base}.${expression}` });
}
