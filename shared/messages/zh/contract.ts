/** The contract's clauses and the words of its paper form. The lender's name and the rates come from the contract. */
export interface ClauseFacts {
  lender: string;
  merchant: string;
  goods: string;
  /** ¥1,234.00 */
  principal: string;
  terms: number;
  /** 14.40% */
  annualRate: string;
  penaltyRate: string;
  ceiling: string;
}

export interface Clause {
  heading: string;
  paragraphs: string[];
}

export const contract = {
  clauses: (facts: ClauseFacts): Clause[] => [
    {
      heading: '第一条 借款及用途',
      paragraphs: [
        `贷款人${facts.lender}向借款人提供借款 ${facts.principal}，分 ${facts.terms} 期偿还。`,
        `借款仅用于在${facts.merchant}购买本合同载明的商品（${facts.goods}），由贷款人直接支付给商户，不得用于证券、房产及其他投资。`,
        '利息不预先从本金中扣除。',
      ],
    },
    {
      heading: '第二条 利率与还款',
      paragraphs: [
        `年利率（单利）为 ${facts.annualRate}，按月计息，月利率为年利率的十二分之一，以剩余本金为基数。`,
        '借款人按还款计划表在每期应还日当日或之前偿还当期应还金额。当月没有该日的，以当月最后一日为应还日。',
        '综合融资成本以《综合融资成本明示表》为准，除表中所列项目外，贷款人及其合作机构不收取任何其他费用。',
      ],
    },
    {
      heading: '第三条 提前还款',
      paragraphs: ['借款人可以随时提前偿还全部或部分借款，利息按实际借款期间计算，不收取提前还款费用。'],
    },
    {
      heading: '第四条 逾期',
      paragraphs: [
        `未按期偿还的，自应还日次日起，对逾期本金按年利率 ${facts.penaltyRate} 按日计收罚息，直至清偿，不计复利。`,
        `任何情况下，借款人承担的年化综合成本不超过 ${facts.ceiling}。`,
        '贷款人可依法向征信机构报送借款信息；报送不良信息前会事先告知借款人。',
      ],
    },
    {
      heading: '第五条 退货',
      paragraphs: ['商品依法或依约退货的，商户将货款退还贷款人，借款人的未还借款相应减少或结清。'],
    },
    {
      heading: '第六条 个人信息',
      paragraphs: [
        '借款人的个人信息仅用于借款人单独同意的目的，加密保存。借款人可以查询、更正、撤回同意或要求删除，法律规定须保存的除外。',
      ],
    },
    {
      heading: '第七条 争议与生效',
      paragraphs: [
        '争议由双方协商解决；协商不成的，可向有管辖权的人民法院起诉，也可向金融监管部门投诉。',
        '借款人在签署《综合融资成本明示表》之后签署本合同，本合同自签署时生效。电子文本与纸质文本效力相同。',
      ],
    },
  ],
  paper: {
    title: '个人消费分期借款合同',
    number: '合同编号',
    madeOn: '签署日期',
    parties: '合同各方',
    borrower: '借款人',
    idNumber: '身份证号码',
    lender: '贷款人',
    merchant: '商户',
    store: '门店',
    goods: '商品',
    statementTitle: '综合融资成本明示表',
    principal: '借款本金',
    terms: '期数',
    termsCount: (count: number): string => `${count} 期`,
    item: '收费项目',
    method: '计收方式',
    standard: '年化标准',
    amount: '金额',
    payee: '收取方',
    items: { interest: '利息', 'penalty-interest': '罚息' },
    methods: {
      'monthly-on-remaining-principal': '按月，以剩余本金计',
      'daily-on-overdue-principal': '按日，以逾期本金计',
    },
    whenPaidOnTime: '正常履约时',
    onDefault: '违约时',
    allInRate: '年化综合融资成本（内部收益率法）',
    simpleRate: '年利率（单利）',
    totalCost: '综合融资成本合计',
    totalToPay: '本息合计',
    nothingElse: '除上述项目外，贷款人及其合作机构不收取任何其他息费。',
    scheduleTitle: '还款计划表',
    period: '期',
    dueOn: '应还日',
    schedulePrincipal: '本金',
    scheduleInterest: '利息',
    scheduleTotal: '应还',
    scheduleBalance: '剩余本金',
    sum: '合计',
    clausesTitle: '合同条款',
    signaturesTitle: '签名',
    signedStatement: '借款人签署：综合融资成本明示表',
    signedContract: '借款人签署：借款合同',
    shownAt: '出示时间',
    signedAt: '签署时间',
    planHash: '方案',
    statementHash: '明示表',
    contractHash: '合同',
    page: (page: number, of: number): string => `第 ${page} 页，共 ${of} 页`,
  },
};
export type ContractTexts = typeof contract;
