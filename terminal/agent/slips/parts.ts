import type { SlipBlock } from '#shared/slip/document.ts';

export const RULE: SlipBlock = { kind: 'rule' };

export function pair(label: string, value: string): Extract<SlipBlock, { kind: 'pair' }> {
  return { kind: 'pair', label, value };
}

/** The head of every slip for a shopper: whose shop it is, who stands behind it, and what this paper is. */
export function titled(merchant: string, below: string, title: string): SlipBlock[] {
  return [
    { kind: 'text', text: merchant, align: 'centre', bold: true, size: 2 },
    { kind: 'text', text: below, align: 'centre' },
    { kind: 'text', text: title, align: 'centre', bold: true },
    RULE,
  ];
}
