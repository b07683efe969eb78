import { of, type SelectionFile } from './selection.ts';

/**
 * Drugs by RxNorm ingredient (with the products of `rxnorm-products.json`) and by ATC, old codes and new. `build.ts`
 * takes the products of the ingredients named in `PRODUCTS`.
 */
export const MEDICATIONS: SelectionFile = {
  ssa: {
    title: 'Somatostatin analogues',
    concepts: ['octreotide', 'lanreotide', 'pasireotide'],
    codes: of('atc', 'H01CB'),
  },
  interferon: { title: 'Interferon alfa', concepts: ['interferon alfa-2b', 'peginterferon alfa-2b'] },
  chemotherapy: {
    title: 'Chemotherapy',
    concepts: [
      'streptozocin',
      'fluorouracil',
      'capecitabine',
      'temozolomide',
      'cisplatin',
      'carboplatin',
      'etoposide',
      'doxorubicin',
      'dacarbazine',
      'oxaliplatin',
      'irinotecan',
    ],
  },
  'fluorouracil-topical': { title: 'Fluorouracil for the skin: no chemotherapy' },
  everolimus: {
    title: 'Everolimus as an antineoplastic drug',
    concepts: ['everolimus'],
    except: of('atc', 'L04AH02 L04AA18'),
  },
  'everolimus-immunosuppressant': {
    title: 'Everolimus as an immunosuppressant: no tumour treatment',
    codes: of('atc', 'L04AH02 L04AA18'),
  },
  sunitinib: { title: 'Sunitinib', concepts: ['sunitinib'] },
  bevacizumab: {
    title: 'Bevacizumab as an antineoplastic drug',
    concepts: ['bevacizumab'],
    except: of('atc', 'S01LA08'),
  },
  'bevacizumab-eye': { title: 'Bevacizumab for the eye: no tumour treatment', codes: of('atc', 'S01LA08') },
  'route-local': { title: 'Skin or eye', concepts: ['Local route of application'] },
  'lutetium-dotatate': {
    title: 'Lutetium-177 oxodotreotide (dotatate)',
    concepts: ['lutetium Lu 177 dotatate'],
    codes: of('hcpcs', 'A9513'),
  },
};

/** Products of `rxnorm-products.json` by set: names of its entries, and which displays are taken. */
export const PRODUCTS: Readonly<
  Record<string, { readonly entries: readonly string[]; readonly keep?: RegExp; readonly drop?: RegExp }>
> = {
  ssa: { entries: ['octreotide', 'lanreotide', 'pasireotide'] },
  interferon: { entries: ['interferon alfa-2b'] },
  chemotherapy: {
    entries: [
      'streptozocin',
      'fluorouracil',
      'capecitabine',
      'temozolomide',
      'cisplatin',
      'carboplatin',
      'etoposide',
      'doxorubicin',
      'doxorubicin hydrochloride',
      'doxorubicin hydrochloride liposome',
      'dacarbazine',
      'oxaliplatin',
      'irinotecan',
      'irinotecan hydrochloride',
      'irinotecan hydrochloride liposome',
    ],
    drop: /topical|cream|carac|efudex|fluoroplex|tolak|fluorouracil \d+(\.\d+)? (MG\/ML|MG\/G)$/i,
  },
  'fluorouracil-topical': { entries: ['fluorouracil'], keep: /topical|cream|carac|efudex|fluoroplex|tolak/i },
  everolimus: { entries: ['everolimus'], drop: /zortress|everolimus (0\.25|0\.5|0\.75|1) MG/i },
  'everolimus-immunosuppressant': {
    entries: ['everolimus'],
    keep: /zortress|everolimus (0\.25|0\.5|0\.75|1) MG/i,
  },
  sunitinib: { entries: ['sunitinib'] },
  bevacizumab: {
    entries: [
      'bevacizumab',
      'bevacizumab-adcd',
      'bevacizumab-awwb',
      'bevacizumab-bvzr',
      'bevacizumab-maly',
      'bevacizumab-nwgd',
      'bevacizumab-tnjn',
    ],
  },
  'lutetium-dotatate': { entries: ['lutetium Lu 177 dotatate'] },
};
