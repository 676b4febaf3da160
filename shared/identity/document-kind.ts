/**
 * The documents that a card reader reads: resident identity card, residence permit for Hong Kong, Macau and Taiwan
 * residents, foreign permanent resident ID card of 2017 and of 2023.
 */
export const DOCUMENT_KINDS = ['resident', 'hmt', 'fpr2017', 'fpr2023'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
