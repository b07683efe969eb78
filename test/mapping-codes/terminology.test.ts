import { describe, expect, it } from 'vitest';
import { topicCoding } from '../../src/cards/card.ts';
import { OVERRIDE_REASONS } from '../../src/cards/override-reasons.ts';
import { FACT_IDS, factDefinition } from '../../src/domain/fact-catalogue.ts';
import { localCodeSystem, localTerminology, wordsOf } from '../../src/fhir/local-terminology.ts';
import { factsQuestionnaire } from '../../src/fhir/questionnaire.ts';

const CODE = /^[^\s]+(\s[^\s]+)*$/;
const ID = /^[A-Za-z0-9\-.]{1,64}$/;

describe('the local code system', () => {
  const system = localCodeSystem();

  it('has a code with a definition for every fact and every word', () => {
    expect(system.concept?.map(({ code }) => code)).toEqual([...FACT_IDS]);
    let words = 0;
    for (const concept of system.concept ?? []) {
      expect(concept.definition, concept.code).toMatch(/\S{3}/);
      for (const word of concept.concept ?? []) {
        words += 1;
        expect(word.code).toMatch(CODE);
        expect(word.definition, word.code).toMatch(/\S{3}/);
      }
    }
    const all = FACT_IDS.reduce((n, fact) => n + wordsOf(fact).length, 0);
    expect(words).toBe(all);
    expect(system.count).toBe(all + FACT_IDS.length);
  });

  it('tells unit and range of a number', () => {
    const ki67 = system.concept?.find(({ code }) => code === 'ki67');
    expect(ki67?.definition).toContain('% between 0 and 100');
  });

  it('has no code twice', () => {
    const codes = (system.concept ?? []).flatMap((c) => [c.code, ...(c.concept ?? []).map((w) => w.code)]);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('published terminology', () => {
  const all = localTerminology();

  it('has valid and distinct ids and addresses', () => {
    expect(new Set(all.map(({ url }) => url)).size).toBe(all.length);
    for (const { id, url, resourceType } of all) {
      expect(id).toMatch(ID);
      expect(url).toBe(`https://nelm-cds.example/fhir/${resourceType}/${id}`);
    }
  });

  it('says the same as the cards', () => {
    const concepts = (id: string) =>
      all.flatMap((resource) =>
        resource.resourceType === 'CodeSystem' && resource.id === id ? (resource.concept ?? []) : [],
      );
    expect(concepts('override-reason').map(({ code, display }) => ({ code, display }))).toEqual(
      OVERRIDE_REASONS.map(({ code, display }) => ({ code, display })),
    );
    for (const { code, display } of concepts('card-topic')) {
      expect(topicCoding(code as 'safety')).toMatchObject({ code, display });
    }
    expect(concepts('card-topic')).toHaveLength(3);
  });

  it('has a value set for every fact that is stated by words', () => {
    const ids = new Set(all.filter((r) => r.resourceType === 'ValueSet').map(({ id }) => id));
    for (const fact of FACT_IDS) {
      expect(ids.has(`nelm-${fact}`), fact).toBe(wordsOf(fact).length > 0);
    }
  });
});

describe('the Questionnaire', () => {
  const items = (factsQuestionnaire().item ?? []).flatMap((group) => group.item ?? []);

  it('asks for every fact once, by its id', () => {
    expect(items.map(({ linkId }) => linkId).toSorted()).toEqual([...FACT_IDS].toSorted());
  });

  it('takes units, ranges and answers from the table of facts', () => {
    for (const item of items) {
      const fact = FACT_IDS.find((id) => id === item.linkId);
      if (fact === undefined) throw new Error(item.linkId);
      const definition = factDefinition(fact);
      const value = (name: string) => {
        const found = item.extension?.find(({ url }) => url.endsWith(`/${name}`));
        return found?.valueDecimal ?? found?.valueInteger ?? found?.valueCoding?.code;
      };
      if (definition.type === 'number') {
        expect([value('minValue'), value('maxValue')], fact).toEqual([...definition.plausible]);
        if (definition.integer !== true) expect(value('questionnaire-unit'), fact).toBe(definition.unit);
      } else {
        expect(item.answerOption?.map(({ valueCoding }) => valueCoding?.code) ?? [], fact).toEqual(
          wordsOf(fact).map((word) => `${fact}.${word}`),
        );
      }
      expect(item.repeats ?? false, fact).toBe(definition.type === 'set');
    }
  });

  it('requires nothing: what is not answered is not on record', () => {
    expect(items.filter(({ required }) => required !== false)).toEqual([]);
  });
});
