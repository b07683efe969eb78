/**
 * Where the specification of the rules could be read in two ways: the question, the reading chosen, and why it is the
 * safer one. For review by clinicians; each can be changed, and a change rises the release of the knowledge base.
 */
export interface Reading {
  readonly id: string;
  readonly question: string;
  readonly chosen: string;
  readonly why: string;
  /** Options, alerts or facts that it bears on. */
  readonly bearsOn: readonly string[];
}

export const READINGS: readonly Reading[] = [
  {
    id: 'pattern-two-without-judgement',
    question:
      'With pattern II and no documented judgement on resectability: is resectability read from the pattern, or is it a missing fact?',
    chosen:
      'It is a missing fact. Options that pattern II allows are offered with the caution "judged from pattern II alone"; an option that asks for the judgement stays undecided, and its best reachable status ranges over resectable, staged and unresectable.',
    why: 'The sources disagree on type II (C18 sends it to non-surgical treatment, J12 operates): no value can be assumed without deciding the dispute for the surgeon.',
    bearsOn: [
      'liver-resection',
      'staged-hepatectomy',
      'resection-with-ablation',
      'repeat-hepatectomy',
      'alpps',
      'liver-transplantation',
    ],
  },
  {
    id: 'carcinoma-below-g3',
    question:
      'A carcinoma (poorly differentiated) is on record and Ki-67 or mitoses give G1 or G2: which of the two counts?',
    chosen:
      'The differentiation counts as unknown, the grade decides, and the alert "grade mismatch" shows the contradiction.',
    why: 'Poorly differentiated carcinoma is G3 by definition, so one of the two records is wrong; neither is trusted silently, and the alert asks for the pathology to be settled before treatment.',
    bearsOn: ['grade-mismatch', 'differentiation'],
  },
  {
    id: 'carcinoma-without-index',
    question:
      'A poorly differentiated neoplasm with a reported grade of G1 or G2, and neither Ki-67 nor mitoses on record: which grade?',
    chosen: 'G3, by definition, with the alert on the mismatch.',
    why: 'The definition holds wherever no index is on record. Reading it as G1 would offer surgery for what a pathologist called a carcinoma.',
    bearsOn: ['grade', 'liver-resection', 'chemotherapy'],
  },
  {
    id: 'pattern-with-unknown-lobes',
    question:
      'The lobes are not known, but whether there is a dominant lesion is: which types stay possible?',
    chosen:
      'Type I (one lobe) and the type that bilobar disease would have: II with a dominant lesion, III when it is disseminated without one.',
    why: 'The pattern is the set of the types that are still possible. A type that no value of the lobes leads to is not.',
    bearsOn: ['liver.pattern.reported', 'ablation', 'repeat-hepatectomy'],
  },
  {
    id: 'counterfactuals-of-known-facts',
    question: 'Which facts are varied to explain what would have to differ for a closed option?',
    chosen:
      'Every single fact that is known, to representative values; not the past, the diagnosis, and what is only assumed or derived.',
    why: 'An assumption is not what the patient is known to have; it is listed among the assumptions. The past cannot differ.',
    bearsOn: ['counterfactuals'],
  },
  {
    id: 'deciding-sets-of-at-most-four',
    question: 'How large are the sets of missing facts that are said to decide an open option?',
    chosen:
      'At most four facts. Where no such set decides, none is named, and the list of what is missing stands alone.',
    why: 'A larger set says no more than that list. A set is named only when every value of its facts was followed to an answer.',
    bearsOn: ['settledBy'],
  },
  {
    id: 'g3-of-unknown-differentiation',
    question:
      'G3 with Ki-67 in the range in which surgery was reported to help, differentiation not recorded: is surgery not indicated, or undecided?',
    chosen: 'Undecided: the differentiation is asked for.',
    why: 'Once closed, an option has to stay closed whatever is found out later. A well-differentiated G3 in this range can be considered for surgery, so closing it before the differentiation is known would hide that.',
    bearsOn: [
      'liver-resection',
      'staged-hepatectomy',
      'resection-with-ablation',
      'repeat-hepatectomy',
      'primary-resection',
    ],
  },
  {
    id: 'net-g3-exception',
    question: 'Does the exception for a selected well-differentiated G3 hold for every operation?',
    chosen:
      'It holds for the resections of the liver and of the primary only, not for debulking and transplantation.',
    why: 'The benefit was reported for resection (C18:90). No source extends it to debulking or transplantation, whose criteria name G1 and G2.',
    bearsOn: ['debulking', 'liver-transplantation'],
  },
  {
    id: 'g3-by-mitoses-alone',
    question:
      'G3 through the mitotic count, with Ki-67 absent or not above {ki67-g2-max} %: does it count for the limits of Ki-67?',
    chosen:
      'No. It counts neither for the range of a selected NET G3 nor for the limit of {ki67-g3-surgery-limit} %: surgery is not indicated, and not contraindicated by that limit.',
    why: 'Both limits are numbers of Ki-67. A mitotic count says nothing on which side of them the tumour lies.',
    bearsOn: ['liver-resection', 'primary-resection', 'ablation'],
  },
  {
    id: 'stable-months-without-course',
    question: 'Months of stable disease are recorded, but no course of the disease: is the course unknown?',
    chosen: 'The course is read as stable or responding.',
    why: 'Months of stability can only be counted from observations of stable or responding disease; progression is not read into silence, and which of the two it is stays open.',
    bearsOn: ['disease-course', 'stable-months'],
  },
  {
    id: 'order-for-several-options',
    question:
      'A draft order has a code that several options share (a hepatectomy): when is it criticised as contraindicated or not indicated?',
    chosen: 'Only when none of the options that it can stand for is offered.',
    why: 'An alert against an order that one option supports would be wrong, and wrong alerts teach people to ignore them.',
    bearsOn: ['contraindicated-order'],
  },
  {
    id: 'order-that-the-work-up-asks-for',
    question:
      'A draft order cannot be judged for missing data, and the work-up asks for that very order: is it criticised?',
    chosen: 'The warning stays, and says that the order can supply what is missing.',
    why: 'That the data are missing is true; a service that speaks against what it suggests is not believed.',
    bearsOn: ['contraindicated-order'],
  },
  {
    id: 'applicable-is-shown',
    question:
      'Where the question of an option does not arise, or this is not known: how is the reader told why?',
    chosen: 'The condition is listed as a required criterion "applicable" when it is not met or unknown.',
    why: 'An answer without its reason cannot be checked.',
    bearsOn: ['every option that has a condition'],
  },
  {
    id: 'contrast-below-30',
    question: 'When is CT with iodinated contrast barred, so that MR is asked for instead?',
    chosen: 'eGFR below {egfr-contrast-barred} mL/min/1.73 m2 (operational definition), or pregnancy.',
    why: 'No source gives a number; below this value iodinated contrast is usually avoided.',
    bearsOn: ['ct-triphasic', 'mri-liver'],
  },
  {
    id: 'ablation-while-surgery-is-undecided',
    question:
      'Ablation for a patient who meets one of its other reasons (recurrence, ECOG {ecog-caution..}, prohibitive risk, borderline liver function) while surgery is undecided: recommended, or considered?',
    chosen:
      'The caution "surgery still possible" is listed as unknown, so that the answer can fall to "consider" once surgery turns out to be feasible.',
    why: 'An offered option may fall from "recommended" to "consider" only through a caution that was listed as unknown.',
    bearsOn: ['ablation'],
  },
  {
    id: 'analogue-with-unknown-syndrome',
    question:
      'Somatostatin analogue when it is not known whether there is a hormonal syndrome: how is the open question named?',
    chosen:
      'By the required criterion "syndrome clarified", unknown unless the branch without a syndrome already gives "recommended".',
    why: 'The reader sees that the syndrome is what has to be found out, and the option is not closed by the rules of the branch without one.',
    bearsOn: ['somatostatin-analogue'],
  },
  {
    id: 'hormone-result-alone',
    question:
      'A hormone result (5-HIAA, gastrin …) is on record, but no statement on a syndrome: is the syndrome known?',
    chosen:
      'No: for primaries that may secrete it stays unknown, and the precautions against a carcinoid crisis are not disarmed.',
    why: 'A raised hormone without symptoms is no syndrome, and a normal one excludes none; symptoms have to be asked for.',
    bearsOn: ['syndrome', 'carcinoid-crisis-prophylaxis', 'syndrome-unstated'],
  },
  {
    id: 'judgement-in-conflict',
    question:
      'The records of a judgement (resectability, pattern, lobes, Child-Pugh class, portal drainage) contradict each other, or none of them can be used (not read, not final, not confirmed, not understood): does the derivation take its place?',
    chosen: 'No: the fact stays unknown, and the conflict is shown with both sources.',
    why: 'A recorded judgement decides over a derivation. That it cannot be used does not make the derivation right.',
    bearsOn: [
      'liver.resectability',
      'liver.pattern.reported',
      'liver.lobes',
      'child-pugh',
      'primary.portal-drainage',
    ],
  },
  {
    id: 'drainage-recorded-site-open',
    question:
      'Portal drainage is recorded as "yes", but the site of the primary is open and could be the rectum: is the drainage criterion of Milan met?',
    chosen: 'It stays unknown for Milan until the site is known; for the other sets it is met.',
    why: 'The list of Milan ends at the sigmoid: a rectal primary does not meet it even when it drains into the portal system.',
    bearsOn: ['milan', 'primary.portal-drainage'],
  },
  {
    id: 'stable-months-after-progression',
    question:
      'The disease was stable for months and has progressed since: how many months of stable disease are there?',
    chosen:
      'None: only a run that lasts until the last observation counts, and progression at present keeps a transplant set from being met.',
    why: 'The sets ask for stability before transplantation. The length of an earlier run would call a progressing disease stable.',
    bearsOn: ['stable-months', 'liver-transplantation', 'debulking'],
  },
  {
    id: 'preliminary-alone',
    question: 'A result is preliminary and no final one is on record: does it count?',
    chosen: 'No: the fact is unknown with the reason "not final", and is asked for.',
    why: 'A preliminary pathology or imaging report can still be reversed; a treatment is not closed or offered on it.',
    bearsOn: ['ki67', 'grade.reported', 'differentiation'],
  },
  {
    id: 'refractory-symptoms-without-syndrome',
    question: 'Refractory hormonal symptoms are recorded, but no syndrome: is there none?',
    chosen: 'There is a syndrome, and which one is unknown; the assumption "none" is not made.',
    why: 'Symptoms that treatment does not control are the statement that there is a syndrome, and it may be the carcinoid one.',
    bearsOn: ['syndrome', 'syndrome.refractory', 'somatostatin-analogue'],
  },
  {
    id: 'pancreatectomy-of-unstated-extent',
    question:
      'A resection of the pancreas is recorded with a code that is none of a pancreaticoduodenectomy: was there one all the same?',
    chosen:
      'Unknown for a total pancreatectomy and for the OPS categories that hold both: neither the operation nor the absence of an anastomosis to the bile duct is assumed. Other codes (pancreatectomy, partial pancreatectomy, body, tail, enucleation; ICD-10-PCS without a resection of the duodenum on the same day) are no record of one: it is assumed absent, and the assumption is listed.',
    why: 'A total pancreatectomy usually takes the duodenum with it; SNOMED CT has codes of its own for the operation, and ICD-10-PCS codes the duodenum beside the pancreas. Treatment through the hepatic artery after such an anastomosis risks sepsis (C18:108).',
    bearsOn: ['whipple', 'bilioenteric-anastomosis', 'embolization', 'radioembolization'],
  },
  {
    id: 'cleared-liver-possible',
    question:
      'The number of lesions is unknown after a local treatment of the liver, so that none may be left: is surgery of the liver ruled out?',
    chosen: 'Not as long as a cleared liver is possible: the number of lesions is asked for first.',
    why: 'With a cleared liver the primary can be resected for cure; closing the option would hide that.',
    bearsOn: ['liver.lesion-count', 'primary-resection', 'surveillance'],
  },
  {
    id: 'stable-months-outdated',
    question: 'Months of stable disease are recorded as a number: for how long does the number hold?',
    chosen:
      'For {course-observed} days, as it does when it is counted from the observations of the course. Progression dated after it ends the run; progression of the same day contradicts it. The course of the disease is read from such a number only where nothing at all is on record of the course, not even something too old.',
    why: 'An old number says nothing of the disease as it is today, and a transplant set must not be met by it.',
    bearsOn: ['stable-months', 'disease-course', 'liver-transplantation', 'debulking'],
  },
  {
    id: 'metastasis-after-statement-on-spread',
    question:
      'Spread outside the liver is recorded as "none" (or as regional nodes only), and a diagnosis of a metastasis elsewhere is in force: which of them counts?',
    chosen:
      'The diagnosis when it is certainly dated later; on the same day or before, the statement. Either way the contradiction is said. A judgement that the disease is resectable or limited and stable gives way only to disease that began after it; one that it is unresectable stands.',
    why: 'The most recent record decides: an earlier statement cannot have known of a later metastasis, and hiding one would offer surgery of the liver. A diagnosis says nothing of resectability.',
    bearsOn: ['extrahepatic', 'liver-resection', 'liver-transplantation'],
  },
  {
    id: 'creatinine-after-filtration-rate',
    question:
      'A filtration rate is reported, and a creatinine of another day is on record: which of them counts?',
    chosen:
      'The one of the later day: a rate computed from a certainly later creatinine decides, and the reported one stays listed. Of one day the reported rate decides.',
    why: 'Renal function may have fallen since the report, and the limit for peptide receptor radionuclide therapy is asked of it.',
    bearsOn: ['egfr', 'prrt'],
  },
  {
    id: 'cautions-that-share-out-the-cases',
    question:
      'Whatever a missing fact turns out to be, one of two cautions holds (embolisation without an active indication: the disease is bulky, or it is not): is the option recommended while the fact is missing?',
    chosen:
      'Yes: cautions that are unknown do not change the status, both are listed, and the missing fact is named. Chemotherapy is the exception: below G3 it is at most considered by its nature, which holds beside a well-differentiated G3 as well.',
    why: 'The order of evaluation asks each caution by itself. What is listed as unknown tells the reader that the status may fall to "consider".',
    bearsOn: ['embolization', 'radioembolization', 'chemotherapy'],
  },
  {
    id: 'no-lesion-and-later-disease',
    question:
      'A count of no lesions is on record, and another record speaks of disease in the liver (size, lobes, segments, pattern, share, resectability, recurrence, a diagnosis with its onset): is the liver cleared?',
    chosen:
      'Not when that record is of a later day: the count is then not that of the last staging, and it is not used. Beside a record of the same day, or an earlier or undated one, the count stands; of one of the same day the contradiction is said.',
    why: 'Surveillance asks for no lesion in the last staging. A recurrence that was written down without a new count would otherwise be answered with follow-up alone.',
    bearsOn: ['surveillance', 'liver.lesion-count', 'liver.recurrent'],
  },
  {
    id: 'age-stated-earlier',
    question: 'An age is recorded as a number of years: how old is the patient today?',
    chosen:
      'As old as then and the years since, as a range of one year where the day of birth is open. Within the first year and without a date of birth the number stands as it was stated. Where this agrees with the date of birth, the date of birth is used; where it contradicts it, the recorded age decides and the contradiction is said.',
    why: 'An age is true of the day on which it was stated. A limit that lies within the range leaves the criterion unknown.',
    bearsOn: ['age', 'liver-transplantation'],
  },
  {
    id: 'not-done-for-cure',
    question:
      'A resection of the primary or of the liver counts as curative unless the record states debulking or R2: where is that looked for?',
    chosen:
      'In the coded intent, in a code of the outcome, and in the words of the name, category, reasons, outcome and notes of the operation: debulking, cytoreductive, R2, and palliative where no curative intent is coded. What is denied (no R2, not palliative) does not count, nor does a palliative service or drug treatment. The primary is then not read as resected, and a later lesion of the liver not as a recurrence.',
    why: 'Most records state the outcome of an operation in words only. Residual tumour that is taken for a cleared organ would offer follow-up or another resection.',
    bearsOn: ['primary.status', 'liver.recurrent', 'prior'],
  },
  {
    id: 'resected-before-it-was-written-down',
    question:
      'An operation on the organ of the primary is dated before the diagnosis: did it remove the primary?',
    chosen:
      'Up to 30 days before, yes, and the note says so; a pancreaticoduodenectomy whenever it was, for a primary of the pancreas or the duodenum; any other operation no.',
    why: 'A tumour is often found in the specimen and written down some days after the operation. Long before the diagnosis an organ may have been resected for something else.',
    bearsOn: ['primary.status', 'primary.resected-on'],
  },
  {
    id: 'grades-reported-of-specimens',
    question: 'When are two reported grades, without Ki-67 and mitoses, those of two specimens?',
    chosen:
      'When each states its site and the sites differ, or one site is reported of different days. The highest grade decides, and the alert on differing specimens is raised.',
    why: 'A grade without a site may be a correction of the other one. Disease of the liver in a higher grade than the primary changes what an operation is worth.',
    bearsOn: ['grade-discordance', 'grade.reported'],
  },
];
