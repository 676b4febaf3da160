import { formatDate, formatInstant } from '#shared/calendar/format.ts';
import type { Contract } from '#shared/lending/contract.ts';
import { contractIn } from '#shared/messages/contract.ts';
import { addFen, formatBps, formatYuan } from '#shared/money/fen.ts';
import type { SignedDocument } from '#shared/wire/terminal.ts';
import { contractFonts } from './fonts.ts';
import { Paper, type Column } from './page.ts';

export interface SignedContract {
  contract: Contract;
  statementSigned: SignedDocument;
  contractSigned: SignedDocument;
  bookedAt: number;
}

/** The signed contract on paper, rendered from the very value that was shown and signed. Same input, same bytes. */
export async function contractPdf(signed: SignedContract): Promise<Uint8Array> {
  const { contract } = signed;
  const { paper: words } = contractIn[contract.language];
  const paper = new Paper(await contractFonts(), {
    title: `${words.title} ${contract.number}`,
    madeAt: signed.bookedAt,
  });
  paper.title(words.title);
  writeParties(paper, contract);
  writeStatement(paper, contract);
  writeSchedule(paper, contract);
  writeClauses(paper, contract);
  writeSignatures(paper, signed);
  return paper.finish((page, of) => [
    `${words.number} ${contract.number}    ${words.page(page, of)}`,
    `SHA-256  ${words.planHash} ${contract.plan.hash}`,
    `${words.statementHash} ${contract.costStatement.hash}`,
    `${words.contractHash} ${contract.hash}`,
  ]);
}

function writeParties(paper: Paper, contract: Contract): void {
  const { paper: words } = contractIn[contract.language];
  paper.fact(words.number, contract.number);
  paper.fact(words.madeOn, formatDate(contract.madeOn, contract.language));
  paper.heading(words.parties);
  paper.fact(words.borrower, contract.borrower.name);
  paper.fact(words.idNumber, contract.borrower.number);
  paper.fact(words.lender, contract.lender);
  paper.fact(words.merchant, contract.merchant);
  paper.fact(words.store, contract.store);
  paper.fact(words.goods, contract.goods);
}

const ITEM_COLUMNS: Column[] = [
  { share: 0.24, align: 'left' },
  { share: 0.24, align: 'left' },
  { share: 0.14, align: 'right' },
  { share: 0.14, align: 'right' },
  { share: 0.24, align: 'right' },
];

function writeStatement(paper: Paper, { costStatement: statement, plan, language }: Contract): void {
  const { paper: words } = contractIn[language];
  paper.heading(words.statementTitle);
  paper.fact(words.principal, formatYuan(statement.principalFen));
  paper.fact(words.terms, words.termsCount(statement.terms));
  paper.row(ITEM_COLUMNS, [words.item, words.method, words.standard, words.amount, words.payee], 'medium');
  for (const item of statement.items) {
    paper.row(ITEM_COLUMNS, [
      `${words.items[item.kind]} · ${words.whenPaidOnTime}`,
      words.methods[item.method],
      formatBps(item.annualStandardBps),
      formatYuan(item.amountFen),
      item.payee,
    ]);
  }
  for (const item of statement.contingent) {
    paper.row(ITEM_COLUMNS, [
      `${words.items[item.kind]} · ${words.onDefault}`,
      words.methods[item.method],
      formatBps(item.annualStandardBps),
      '',
      item.payee,
    ]);
  }
  paper.fact(words.simpleRate, formatBps(plan.annualRateBps));
  paper.fact(words.allInRate, formatBps(statement.allInRateBps), 'medium');
  paper.fact(words.totalCost, formatYuan(statement.totalCostFen));
  paper.fact(words.totalToPay, formatYuan(addFen(statement.principalFen, statement.totalCostFen)));
  paper.paragraph(words.nothingElse, 'medium');
}

const SCHEDULE_COLUMNS: Column[] = [
  { share: 0.08, align: 'left' },
  { share: 0.24, align: 'left' },
  { share: 0.17, align: 'right' },
  { share: 0.17, align: 'right' },
  { share: 0.17, align: 'right' },
  { share: 0.17, align: 'right' },
];

function writeSchedule(paper: Paper, { plan, language }: Contract): void {
  const { paper: words } = contractIn[language];
  paper.heading(words.scheduleTitle);
  paper.row(
    SCHEDULE_COLUMNS,
    [
      words.period,
      words.dueOn,
      words.schedulePrincipal,
      words.scheduleInterest,
      words.scheduleTotal,
      words.scheduleBalance,
    ],
    'medium',
  );
  for (const row of plan.instalments) {
    paper.row(SCHEDULE_COLUMNS, [
      String(row.n),
      formatDate(row.dueOn, language),
      formatYuan(row.principalFen),
      formatYuan(row.interestFen),
      formatYuan(row.totalFen),
      formatYuan(row.balanceFen),
    ]);
  }
  const sums = [plan.principalFen, plan.costFen, plan.totalFen].map(formatYuan);
  paper.row(SCHEDULE_COLUMNS, ['', words.sum, ...sums, ''], 'medium');
}

function writeClauses(paper: Paper, contract: Contract): void {
  paper.heading(contractIn[contract.language].paper.clausesTitle);
  for (const { heading, paragraphs } of contract.clauses) {
    paper.paragraph(heading, 'medium');
    for (const text of paragraphs) paper.paragraph(text);
  }
}

function writeSignatures(paper: Paper, { contract, statementSigned, contractSigned }: SignedContract): void {
  const { paper: words } = contractIn[contract.language];
  paper.heading(words.signaturesTitle, 150);
  const times = ({ shownAt, signedAt }: SignedDocument): string =>
    `${words.shownAt} ${formatInstant(shownAt)}\n${words.signedAt} ${formatInstant(signedAt)}`;
  paper.signatures([
    { label: words.signedStatement, times: times(statementSigned), drawn: statementSigned.signature },
    { label: words.signedContract, times: times(contractSigned), drawn: contractSigned.signature },
  ]);
}
