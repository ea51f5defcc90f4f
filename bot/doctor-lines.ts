import { headline, SIGNS } from '../handlers/views/doctor';
import type { Diagnosis } from '../workshop/use-cases/doctor';

/** What `npm run doctor` prints: every checkup by group, the headline last, where a terminal leaves the eye. */
export function linesOf(diagnoses: readonly Diagnosis[]): string[] {
  const groups = [...new Set(diagnoses.map(({ group }) => group))];
  const width = Math.max(0, ...diagnoses.map(({ title }) => title.length));
  const lines = groups.flatMap((group) => [
    group,
    ...diagnoses.filter((each) => each.group === group).flatMap((each) => rowOf(each, width)),
    '',
  ]);
  return [...lines, headline(diagnoses)];
}

function rowOf(diagnosis: Diagnosis, width: number): string[] {
  const { state, title, says, mend } = diagnosis;
  const link = 'link' in diagnosis && diagnosis.link !== undefined ? ` ${diagnosis.link}` : '';
  return [
    `  ${SIGNS[state]} ${title.padEnd(width)}  ${says}`,
    ...(mend === undefined ? [] : [`     ${' '.repeat(width)}  -> ${mend}${link}`]),
  ];
}

/** Problems of the environment as the doctor's first lines; one line where there is none. */
export function environmentDiagnoses(problems: readonly string[]): Diagnosis[] {
  const at = { group: 'Environment', title: 'Variables' };
  if (problems.length === 0) return [{ ...at, state: 'well', says: 'All that Usher needs are there.' }];
  return problems.map((problem) => {
    const [, says = problem, mend] = /^(.*?): (.*)$/s.exec(problem) ?? [];
    return {
      ...at,
      state: 'ill',
      says: says.endsWith('.') ? says : `${says}.`,
      mend:
        mend === undefined
          ? 'See .env.example, which describes every variable.'
          : mend.slice(0, 1).toUpperCase() + mend.slice(1),
    };
  });
}
