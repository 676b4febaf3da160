import { contract as en } from './en/contract.ts';
import type { Language } from './language.ts';
import { contract as zh, type ContractTexts } from './zh/contract.ts';

export const contractIn: Record<Language, ContractTexts> = { zh, en };
