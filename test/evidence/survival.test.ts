import { describe, expect, it } from 'vitest';
import { OPTIONS_WITH_EVIDENCE } from '../../src/evidence/option-evidence.ts';
import { type SurvivalPoint, survivalPoints, survivalSeries } from '../../src/evidence/survival.ts';
import { tableById } from '../../src/evidence/tables/index.ts';

const DOUBT = '?';

/** `77.4 % n 172`, a blank as `-`, what is in doubt with a `?`. */
function shown({ n, fiveYear, otherValues = [], doubts = {} }: SurvivalPoint): string {
  const survival = fiveYear === null ? '-' : [fiveYear, ...otherValues].join('/');
  return `${survival}${doubts.survival ? DOUBT : ''} n ${n ?? '-'}${doubts.patients ? DOUBT : ''}`;
}

function series(option: string, table: string): readonly string[] {
  return survivalSeries(option)
    .filter((point) => point.table === table)
    .map((point) => `${point.label}: ${shown(point)}`);
}

// Every point was read in the printed tables, beside the list of cells in doubt.
describe('the series of 5-year survival', () => {
  it('of M21 Table 1', () => {
    expect(series('liver-resection', 'M21-T1')).toEqual([
      'Sahara 2019: 43.7 n 521',
      'Masui 2020: 83.3 n 26',
      'Ruzzenante 2017: 67.1 n 238',
      'Mayo 2010: 74 n 339',
      'Saxena 2011: 63 n 74',
      'Frilling 2009: 100 n 23',
      'Hibi 2007: 41 n 21',
      'Reddy 2007: 68 n 33',
      'Sarmiento 2003: 61 n 170',
      'Chamberlain 2000: 76 n 34',
      'McEntee 1990: 59 n 37',
    ]);
  });

  it('of C18 Table 1: its number of patients is of both arms, the survival of one', () => {
    for (const option of ['liver-resection', 'resection-with-ablation']) {
      expect(series(option, 'C18-T1')).toEqual([
        'Chen et al: 73 n -',
        'Chamberlain et al: 76 n -',
        'Yao et al: 70 n -',
        'Touzios et al: 72 n -',
        'Musunuru et al: - n -',
        'Osborne et al: - n -',
        'Mayo et al: 74 n -',
      ]);
    }
  });

  it('of A14 Table 1: the resections, each doubt at its own cell, and no sum of two numbers of patients', () => {
    expect(series('liver-resection', 'A14-T1')).toEqual([
      'S\u00f8reide et al: - n 36',
      'Chen et al: 73 n 15',
      'Grazi et al: 92.6? n 9?',
      'Ahmed et al: 78 n 50',
      'Yao et al: 70 n 16',
      'Osborne et al: 78/64 n -',
      'Mayo et al: 74 n 339',
      'Coppa et al: 67 n 9?',
      'Karabulut et al: - n 27',
      'Scigliano et al: 79 n 41',
      'Fischer et al: 44? n 118?',
      'Gomez et al: 86 n 18',
      'Sarmiento et al: 61 n 170',
      'Elias et al: 71 n 47',
      'Coppa et al: 67 n 20',
      'Grazi et al: 92? n 19',
      'Chen et al: 73 n 15',
    ]);
    expect(series('staged-hepatectomy', 'A14-T1')).toEqual(['Kianmanesh et al: 94 n 23']);
    expect(series('resection-with-ablation', 'A14-T1')).toEqual([
      'Mayo et al: - n 339',
      'Saxena et al: - n 74',
      'Glazer et al: 77.4 n 172',
      'Musunuru et al: 83? n 13',
      'Touzios et al: 72 n 18',
    ]);
    expect(series('debulking', 'A14-T1')).toEqual(['Osborne et al: -? n -?']);
  });

  it('of transplantation: of a row that compares it with resection, the arm that was transplanted', () => {
    expect(series('liver-transplantation', 'A14-T1')).toEqual(['Coppa et al: 70 n 20?']);
    expect(series('liver-transplantation', 'C18-T2')).toEqual([
      'Coppa et al: 70 n 9',
      'Frilling et al: 67.2 n 15',
      'Olausson et al: 90 n 15',
      'Gedaly et al: 49 n 150',
      'Nguyen et al: 49.2 n 184',
      'Le Treut et al: 52/59 n 213',
      'Grat et al: 78.6 n 12',
      'Mazzaferro et al: 97.2 n 88?',
    ]);
    expect(series('liver-transplantation', 'A14-T2')).toEqual([
      'Le Treut et al 1982-2009: 52 n 213',
      'Le Treut et al 2000-2009: 59 n 106',
      'Nguyen et al 1988-2011: 49 n 184',
      'Nguyen et al 2002-2011: 58 n 110',
      'Gedaly et al: 49 n 150',
      'M\u00e1th\u00e9 et al: 44 n 89',
      'Le Treut et al: 47 n 85',
      'Lehnert et al: 47 n 103',
    ]);
  });

  it('are of these options alone', () => {
    expect(OPTIONS_WITH_EVIDENCE.filter((option) => survivalSeries(option).length > 0)).toEqual([
      'liver-resection',
      'staged-hepatectomy',
      'resection-with-ablation',
      'debulking',
      'liver-transplantation',
    ]);
  });

  it('carry their place, and the reason of each doubt', () => {
    expect(survivalSeries('liver-resection')[0]).toEqual({
      table: 'M21-T1',
      label: 'Sahara 2019',
      year: 2019,
      n: 521,
      fiveYear: 43.7,
      source: 'M21 Table 1, line 78',
    });
    const [grazi] = survivalPoints(
      tableById('A14-T1'),
      tableById('A14-T1').rows.filter(({ line }) => line === 239),
    );
    expect(grazi?.doubts?.survival).toContain('4 years');
    expect(grazi?.doubts?.patients).toContain('reversed');
  });
});
