import type { ContractTexts } from '../zh/contract.ts';

export const contract: ContractTexts = {
  clauses: (facts) => [
    {
      heading: '1. The loan and its purpose',
      paragraphs: [
        `The lender, ${facts.lender}, lends the borrower ${facts.principal}, to be repaid in ${facts.terms} instalments.`,
        `The loan is only for buying the goods named in this contract (${facts.goods}) from ${facts.merchant}. The lender pays the merchant directly. It must not be used for securities, property or other investments.`,
        'No interest is taken out of the principal in advance.',
      ],
    },
    {
      heading: '2. Interest and repayment',
      paragraphs: [
        `The annual rate (simple) is ${facts.annualRate}, charged monthly at a twelfth of it on the remaining principal.`,
        'The borrower pays each instalment on or before its due date in the repayment schedule. In a month without that day, the last day of the month is the due date.',
        'The all-in cost is that of the statement of all-in financing cost. Neither the lender nor its partners charge anything else.',
      ],
    },
    {
      heading: '3. Early repayment',
      paragraphs: [
        'The borrower may repay all or part of the loan early at any time. Interest is charged for the actual period only, without any fee.',
      ],
    },
    {
      heading: '4. Late payment',
      paragraphs: [
        `From the day after the due date until payment, penalty interest of ${facts.penaltyRate} a year is charged daily on overdue principal. It is not compounded.`,
        `In no case does the all-in cost to the borrower exceed ${facts.ceiling} a year.`,
        'The lender may report the loan to credit bureaus as the law allows, and tells the borrower before it reports anything adverse.',
      ],
    },
    {
      heading: '5. Returned goods',
      paragraphs: [
        'When goods are returned by law or by agreement, the merchant pays the price back to the lender, and what the borrower owes is reduced or settled.',
      ],
    },
    {
      heading: '6. Personal data',
      paragraphs: [
        "The borrower's data is used only for the purposes the borrower agreed to one by one, and is stored encrypted. The borrower may see it, correct it, withdraw a consent or ask for deletion, except where the law requires it to be kept.",
      ],
    },
    {
      heading: '7. Disputes and effect',
      paragraphs: [
        'Disputes are settled by talking; failing that, by the competent court. The borrower may also complain to the financial regulator.',
        'The borrower signs this contract after the statement of all-in financing cost. It takes effect when signed. The electronic text is as good as paper.',
      ],
    },
  ],
  paper: {
    title: 'Consumer instalment loan contract',
    number: 'Contract number',
    madeOn: 'Date',
    parties: 'The parties',
    borrower: 'Borrower',
    idNumber: 'ID number',
    lender: 'Lender',
    merchant: 'Merchant',
    store: 'Store',
    goods: 'Goods',
    statementTitle: 'Statement of all-in financing cost',
    principal: 'Principal',
    terms: 'Terms',
    termsCount: (count) => `${count} monthly terms`,
    item: 'Item',
    method: 'How it is charged',
    standard: 'Yearly rate',
    amount: 'Amount',
    payee: 'Paid to',
    items: { interest: 'Interest', 'penalty-interest': 'Penalty interest' },
    methods: {
      'monthly-on-remaining-principal': 'Monthly, on remaining principal',
      'daily-on-overdue-principal': 'Daily, on overdue principal',
    },
    whenPaidOnTime: 'When paid on time',
    onDefault: 'On default',
    allInRate: 'All-in cost per year (internal rate of return)',
    simpleRate: 'Annual rate (simple)',
    totalCost: 'All-in cost in total',
    totalToPay: 'Total to pay',
    nothingElse: 'Neither the lender nor its partners charge anything else.',
    scheduleTitle: 'Repayment schedule',
    period: 'No.',
    dueOn: 'Due on',
    schedulePrincipal: 'Principal',
    scheduleInterest: 'Interest',
    scheduleTotal: 'To pay',
    scheduleBalance: 'Left to repay',
    sum: 'Sum',
    clausesTitle: 'Terms of the contract',
    signaturesTitle: 'Signatures',
    signedStatement: 'Signed by the borrower: statement of all-in cost',
    signedContract: 'Signed by the borrower: contract',
    shownAt: 'Shown at',
    signedAt: 'Signed at',
    planHash: 'Plan',
    statementHash: 'Statement',
    contractHash: 'Contract',
    page: (page, of) => `Page ${page} of ${of}`,
  },
};
