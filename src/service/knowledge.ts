/** A published FHIR resource: code system, value set or questionnaire. */
export interface PublishedResource {
  readonly resourceType: string;
  readonly id: string;
}

/** What the service publishes about itself: plain data, the same for everybody. */
export interface Knowledge {
  /** The whole knowledge base as JSON. */
  base(): unknown;
  /** The source attributes of an evidence-based decision support intervention. */
  sourceAttributes(): unknown;
  /** The resources of a type; undefined when none of that type is published. */
  resources(type: string): readonly PublishedResource[] | undefined;
}

/** Groups published resources by type, so that each is looked up by its type and id. */
export function publish(
  parts: Pick<Knowledge, 'base' | 'sourceAttributes'> & { readonly published: readonly PublishedResource[] },
): Knowledge {
  const byType = new Map<string, PublishedResource[]>();
  for (const resource of parts.published) {
    byType.set(resource.resourceType, [...(byType.get(resource.resourceType) ?? []), resource]);
  }
  return {
    base: parts.base,
    sourceAttributes: parts.sourceAttributes,
    resources: (type) => byType.get(type),
  };
}
