/** Paper widths and what fits on a line (hardware-protocols 3.1). */
export const PAPER_WIDTHS = { 58: { dots: 384, columns: 32 }, 80: { dots: 576, columns: 48 } } as const;
export type PaperWidth = keyof typeof PAPER_WIDTHS;
