/** Title and order of a thing of the work-up. */
interface Wording {
  readonly title: string;
  readonly order: string;
}

const REPLACED: Readonly<Record<string, Wording>> = {
  'primary-search': {
    title: 'Search for the primary tumour without CT and PET',
    order:
      'Endoscopic ultrasound and MR (in pregnancy: operational definition); the liver lesion may itself be the primary',
  },
  'liver-volumetry': {
    title: 'Liver volumetry by MR',
    order: 'MR volumetry (as a method, and in pregnancy: operational definition)',
  },
  'disease-course': {
    title: 'Course of the disease',
    order: 'Follow-up imaging by MR with assessment of the response (in pregnancy: operational definition)',
  },
};

/** What is asked for in pregnancy: MR instead of CT, and no PET (operational definition). */
export function inPregnancy(item: Wording & { readonly id: string }): Wording {
  return REPLACED[item.id] ?? item;
}
