import { addMonths, ageOn, daysBetween, shanghaiDate } from '#shared/calendar/date.ts';
import { REQUIRED_CONSENTS, type IncomeBand, type Occupation } from '#shared/wire/application.ts';
import type { ApplicationFacts, History, PersonFacts } from '#server/applications/index.ts';
import { instalmentToIncomePercent, POLICY } from './policy.ts';

/**
 * What rules may ask about. Each source is read once for all variables; a variable is computed from its source
 * alone and says under which version of its definition, so that a record can be replayed. Null is "not known".
 */
export interface Sources {
  application: ApplicationFacts;
  person: PersonFacts;
  history: History;
  lending: { lenderAvailable: boolean };
  /** The instant of the decision. */
  now: number;
}

export interface Variables {
  age: number | null;
  ageAtMaturity: number | null;
  documentDaysLeft: number | null;
  documentLongTerm: boolean | null;
  cardWarnings: string | null;
  requestedFen: number | null;
  incomeBand: IncomeBand | null;
  monthlyIncomeFen: number | null;
  occupation: Occupation | null;
  instalmentToIncomePercent: number | null;
  openApplicationsOfPerson: number | null;
  applicationsOfPersonIn30Days: number | null;
  applicationsOfPhoneIn24Hours: number | null;
  applicationsOfTerminalInHour: number | null;
  phoneVerified: boolean | null;
  requiredConsentsGiven: boolean | null;
  faceMatching: string | null;
  faceLiveness: string | null;
  lenderAvailable: boolean | null;
}
export type VariableName = keyof Variables;

interface Definition<Value> {
  version: number;
  source: Exclude<keyof Sources, 'now'>;
  resolve: (sources: Sources) => Value;
}

const LONGEST_TERMS = 12;

export const REGISTRY: { [Name in VariableName]: Definition<Variables[Name]> } = {
  age: { version: 1, source: 'person', resolve: ({ person, now }) => ageOn(person.birth, shanghaiDate(now)) },
  ageAtMaturity: {
    version: 1,
    source: 'person',
    resolve: ({ person, now }) => ageOn(person.birth, addMonths(shanghaiDate(now), LONGEST_TERMS)),
  },
  documentDaysLeft: {
    version: 1,
    source: 'person',
    resolve: ({ person, now }) =>
      person.validTo === 'long-term' ? null : daysBetween(shanghaiDate(now), person.validTo),
  },
  documentLongTerm: { version: 1, source: 'person', resolve: ({ person }) => person.validTo === 'long-term' },
  cardWarnings: { version: 1, source: 'person', resolve: ({ person }) => [...person.warnings].sort().join(' ') },
  requestedFen: { version: 1, source: 'application', resolve: ({ application }) => application.principalFen },
  incomeBand: { version: 1, source: 'application', resolve: ({ application }) => application.incomeBand },
  monthlyIncomeFen: {
    version: 1,
    source: 'application',
    resolve: ({ application }) => POLICY.monthlyIncomeFen[application.incomeBand],
  },
  occupation: { version: 1, source: 'application', resolve: ({ application }) => application.occupation },
  instalmentToIncomePercent: {
    version: 1,
    source: 'application',
    resolve: ({ application }) => instalmentToIncomePercent(POLICY, application.principalFen, application.incomeBand),
  },
  openApplicationsOfPerson: { version: 1, source: 'history', resolve: ({ history }) => history.openOfPerson },
  applicationsOfPersonIn30Days: { version: 1, source: 'history', resolve: ({ history }) => history.ofPersonIn30Days },
  applicationsOfPhoneIn24Hours: { version: 1, source: 'history', resolve: ({ history }) => history.ofPhoneIn24Hours },
  applicationsOfTerminalInHour: { version: 1, source: 'history', resolve: ({ history }) => history.ofTerminalInHour },
  phoneVerified: { version: 1, source: 'application', resolve: ({ application }) => application.phoneVerified },
  requiredConsentsGiven: {
    version: 1,
    source: 'history',
    resolve: ({ history }) => REQUIRED_CONSENTS.every((purpose) => history.requiredConsents.includes(purpose)),
  },
  faceMatching: { version: 1, source: 'person', resolve: ({ person }) => person.faceMatching },
  faceLiveness: { version: 1, source: 'person', resolve: ({ person }) => person.faceLiveness },
  lenderAvailable: { version: 1, source: 'lending', resolve: ({ lending }) => lending.lenderAvailable },
};

export const VARIABLE_NAMES = Object.keys(REGISTRY) as VariableName[];

export function resolveVariables(sources: Sources): Variables {
  const values = VARIABLE_NAMES.map((name) => [name, REGISTRY[name].resolve(sources)]);
  // Object.fromEntries forgets which value belongs to which name; the registry's type has checked it.
  return Object.fromEntries(values) as Variables;
}

/** The form in which values are kept with the decision. */
export function recordedVariables(
  values: Variables,
): { name: string; version: number; value: string | number | boolean | null; source: string }[] {
  return VARIABLE_NAMES.map((name) => ({
    name,
    version: REGISTRY[name].version,
    value: values[name],
    source: REGISTRY[name].source,
  }));
}
