import type { Consents } from '../zh/consents.ts';

export const consents: Consents = {
  'credit-enquiry': {
    title: 'Credit enquiry',
    short:
      'To decide this application I agree that the lender asks the national credit database for my credit report. Only what this application needs is asked for, and the enquiry is recorded. Without it nothing can be decided, but you can still pay in another way.',
    full: [
      'Who: the operator of the Zhanggui platform takes the application; the licensed institution that would fund it (the lender) makes the enquiry. The lender is named with the decision and in the cost statement. The shop does not see your credit report.',
      'What data: your name, citizen number and mobile number are used to ask; the answer holds credit records, repayments, public records and earlier enquiries.',
      'What for: only to decide this application and to set limit and price; once signed, to look after this loan until it is settled. For nothing else.',
      'How: the enquiry travels encrypted. If you sign, the lender reports the loan and its repayment to the credit database as the law asks; you are told before anything unfavourable, such as late payment, is reported.',
      'How long: where the application is declined or withdrawn, the answer is kept for at most six months after its end, to be able to answer your objections, then deleted; where you sign, until five years after the loan is settled, unless the law says otherwise.',
      'You may say no: you can still buy the goods, only not by this instalment plan. You may also see and correct your own credit report with the credit bureau, or object to an error in it.',
      'How to withdraw: before signing, press Cancel here at any time, call the service number shown in the shop, or ask there in writing. An enquiry already made is not undone by it. You may also ask to see, copy, correct or delete your data; we answer within fifteen working days.',
      'If you doubt an automatic decision you have the right to an explanation and to a new look by a person.',
    ].join('\n\n'),
  },
  'identity-face': {
    title: 'Identity and face data',
    short:
      'To make sure that it is you, I agree that my ID card is read and one picture of my face is taken. These are sensitive data; they are encrypted here so that even this machine cannot open them. Without them no instalment plan is possible, but you can still pay in another way.',
    full: [
      'Who: the operator of the Zhanggui platform. This terminal only takes and encrypts; the shop and its staff can neither see nor take them.',
      'What data: from the chip of the ID card name, sex, ethnicity, birth date, address, citizen number, issuing authority, validity and the card photograph; from a residence permit of Hong Kong, Macau and Taiwan residents also travel permit number and number of issues; from a foreign permanent resident ID card its Chinese and English name, sex, birth date, nationality, number, validity, edition and renewals, code of the accepting authority, link to the earlier number and photograph; one picture of your face taken here, and when. These are sensitive personal data: a leak could harm your good name or your property, so we ask for them separately.',
      'What for: only to make sure that it is you, to keep others from borrowing in your name, and as evidence in a dispute. At present the system only makes sure that there is one face in the picture; it does not compare faces or check liveness, and the result says "not checked".',
      'How: the data stay in memory and at submission are encrypted to the key of the server, which alone can open them; when you cancel, when time runs out or when all is done, this terminal wipes whatever is not encrypted at once. They train no model and are never published.',
      'How long: if you cancel, they are wiped here at once and never sent. Where the application is declined or withdrawn they are deleted six months after its end; where you sign, five years after the loan is settled, unless the law says otherwise.',
      'You may say no: you can still buy the goods. Staff can tell you how to prove your identity at a branch of the lender.',
      'How to withdraw: before submission press Cancel and the data are wiped on the spot; afterwards ask here, call the service number shown in the shop, or write there. You may also ask to see, copy, correct or delete your data; we answer within fifteen working days.',
    ].join('\n\n'),
  },
  'data-sharing': {
    title: 'Passing data to the lender',
    short:
      'The money is lent by a licensed institution (the lender), not by the shop. I agree that the platform passes the data of this application to the lender, for the decision, the contract and the repayments. Without it no instalment plan is possible, but you can still pay in another way.',
    full: [
      'Who to whom: the operator of the Zhanggui platform to the licensed institution that would fund this application (the lender). It is named with the decision, in the cost statement and in the contract, which also says how to reach it. No other loan platform and no broker gets anything.',
      'What data: ID card data, face picture, mobile number and whether it was verified, income band, occupation, goods and price, your consents, the plan you choose, signatures and repayments. ID card data and the face picture are sensitive personal data.',
      'What for: only to decide this application, to make and carry out the loan contract, to collect and reconcile, to report to the credit bureau as the law asks, and to keep what the supervisor demands.',
      'What the shop gets: it sees which step an order has reached, whether it was approved and what is settled. It does not see your card, picture, number, income or credit.',
      'How: over encrypted lines; both sides are bound to secrecy and safety by contract, and the lender must ask you again before any other use.',
      'How long: where the application is declined or withdrawn the lender keeps the data for at most six months after its end; where you sign, until five years after the loan is settled, unless the law says otherwise.',
      'You may say no: you can still buy the goods, only not by this instalment plan.',
      'How to withdraw: before signing press Cancel, call the service number shown in the shop, or ask there in writing. After signing, what the contract needs must go on being passed until the loan is settled. You may also ask platform or lender to see, copy, correct or delete your data; the answer comes within fifteen working days.',
    ].join('\n\n'),
  },
  marketing: {
    title: 'Marketing messages (you may decline)',
    short:
      'I agree that the platform tells me of instalment offers by SMS. This is entirely up to you: declining changes neither decision nor limit nor price.',
    full: [
      'Who: the operator of the Zhanggui platform; nothing is passed to other companies.',
      'What data: your mobile number and the shops at which you used instalments.',
      'What for: SMS about instalment offers, at most two a month; no sales calls.',
      'How long: until you unsubscribe, and for two years at most; then messages end unless you agree again.',
      'You may say no: it changes nothing today, and neither limit nor price.',
      'How to withdraw: answer the SMS with the word it names, or call the service number shown in the shop; messages stop at once. You may also ask to see, correct or delete your data; we answer within fifteen working days.',
    ].join('\n\n'),
  },
};
