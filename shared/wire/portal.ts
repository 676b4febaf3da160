import { z } from 'zod';
import { instalmentSchema } from '../lending/plan.ts';
import { APPLICATION_STATUSES, OUTCOMES, PROGRESS_TIMELINE, reasonCode, TIERS } from './decision.ts';
import { amountSchema, dateSchema, fenSchema, idSchema, instantSchema, sha256Schema } from './scalars.ts';

/** What the portal and the server say to each other: inputs and outputs of the server's portal router. */

export const MERCHANT_ROLES = ['owner', 'manager', 'clerk', 'accountant'] as const;
export const OPERATOR_ROLES = [
  'technician',
  'credit-analyst',
  'fraud-analyst',
  'funding',
  'collections',
  'service',
  'compliance',
  'auditor',
  'administrator',
] as const;
export const ROLES = [...MERCHANT_ROLES, ...OPERATOR_ROLES] as const;
export type Role = (typeof ROLES)[number];

/** A role is a set of these; what a role may not see does not leave the server. */
export const PERMISSIONS = [
  'orders.read',
  'orders.create',
  'orders.cancel',
  'orders.deliver',
  'settlements.read',
  'decisions.read',
  'loans.read',
  'loans.refund',
  'loans.service',
  'loans.write-off',
  'ledger.read',
  'closing.read',
  'closing.run',
  'terminals.read',
  'terminals.manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const meView = z.object({
  name: z.string(),
  username: z.string(),
  role: z.enum(ROLES),
  permissions: z.array(z.enum(PERMISSIONS)),
  merchant: z.object({ id: idSchema, name: z.string() }).nullable(),
  stores: z.array(z.object({ id: idSchema, name: z.string() })),
  sandbox: z.boolean(),
});
export type Me = z.infer<typeof meView>;

export const goodView = z.object({
  id: idSchema,
  name: z.string(),
  brand: z.string(),
  category: z.string(),
  gtin: z.string(),
  priceFen: amountSchema,
});
export type Good = z.infer<typeof goodView>;

export const ORDER_STATUSES = [
  'open',
  'applying',
  'approved',
  'contracted',
  'delivered',
  'settled',
  'partially-refunded',
  'refunded',
  'cancelled',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const orderSummary = z.object({
  id: idSchema,
  /** Short number for people, e.g. D-1122-0007. */
  number: z.string(),
  status: z.enum(ORDER_STATUSES),
  /** Finer than the status: what the shopper's application is at. */
  applicationStatus: z.enum(APPLICATION_STATUSES).nullable(),
  summary: z.string(),
  store: z.string(),
  priceFen: amountSchema,
  downPaymentFen: amountSchema,
  principalFen: amountSchema,
  terms: z.int().nullable(),
  createdAt: instantSchema,
  createdBy: z.string(),
});
export type OrderSummary = z.infer<typeof orderSummary>;

export const timelineEntry = z.object({
  id: z.string(),
  at: instantSchema,
  kind: z.enum(PROGRESS_TIMELINE),
  actor: z.string(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** `refund`: goods came back, or such a return was taken back; its amounts make what is payable less, or more again. */
export const SETTLEMENT_KINDS = ['sale', 'refund'] as const;
export type SettlementKind = (typeof SETTLEMENT_KINDS)[number];

export const settlementLine = z.object({
  id: idSchema,
  kind: z.enum(SETTLEMENT_KINDS),
  orderId: idSchema,
  orderNumber: z.string(),
  contractNumber: z.string(),
  summary: z.string(),
  store: z.string(),
  deliveredAt: instantSchema,
  /** When the line was entered: at delivery, or when goods came back. */
  bookedAt: instantSchema,
  /** Below zero where goods came back, and so is the fee. */
  grossFen: fenSchema,
  feeFen: fenSchema,
  netFen: fenSchema,
  /** The day the money is due to the merchant. */
  payableOn: dateSchema,
});
export type SettlementLine = z.infer<typeof settlementLine>;

/** All lines of one order put together. */
export const orderSettlement = z.object({
  /** Of the sale. */
  grossFen: amountSchema,
  refundedFen: fenSchema,
  /** What is left of it after refunds. */
  feeFen: fenSchema,
  netFen: fenSchema,
  payableOn: dateSchema,
});
export type OrderSettlement = z.infer<typeof orderSettlement>;

export const orderDetail = orderSummary.extend({
  lines: z.array(
    z.object({
      goodId: idSchema,
      name: z.string(),
      gtin: z.string(),
      quantity: z.int(),
      unitFen: amountSchema,
      amountFen: amountSchema,
    }),
  ),
  /** The signed text of the QR; null once the order can no longer be taken up. */
  code: z.string().nullable(),
  codeExpiresAt: instantSchema,
  timeline: z.array(timelineEntry),
  application: z
    .object({
      reference: z.string(),
      status: z.enum(APPLICATION_STATUSES),
      shopperMasked: z.string(),
      phoneMasked: z.string(),
      reasons: z.array(reasonCode),
      outcome: z.enum(OUTCOMES).nullable(),
      offline: z.boolean(),
    })
    .nullable(),
  loan: z
    .object({
      contractNumber: z.string(),
      contractSha256: sha256Schema,
      lender: z.string(),
      terms: z.int(),
      totalFen: amountSchema,
      irrBps: z.int(),
      instalments: z.array(instalmentSchema),
    })
    .nullable(),
  settlement: orderSettlement.nullable(),
});
export type OrderDetail = z.infer<typeof orderDetail>;

export const todayView = z.object({
  on: dateSchema,
  salesFen: amountSchema,
  salesCount: z.int(),
  approved: z.int(),
  waiting: z.int(),
  declined: z.int(),
  payableNetFen: fenSchema,
  payableOn: dateSchema.nullable(),
  feesFen: fenSchema,
  toDeliver: z.int(),
  recent: z.array(orderSummary),
  /** Booked sales of the last 14 days, oldest first. */
  days: z.array(z.object({ on: dateSchema, salesFen: amountSchema, count: z.int() })),
  terminals: z.array(
    z.object({ label: z.string(), store: z.string(), online: z.boolean(), lastSeenAt: instantSchema.nullable() }),
  ),
});
export type Today = z.infer<typeof todayView>;

export const changeEvent = z.object({ orderId: idSchema, kind: z.string() });
export type ChangeEvent = z.infer<typeof changeEvent>;

/** The record of one decision: enough to explain and to replay it. */
export const decisionRecordView = z.object({
  id: idSchema,
  applicationId: idSchema,
  reference: z.string(),
  event: z.string(),
  decidedAt: instantSchema,
  outcome: z.enum(OUTCOMES),
  reasons: z.array(reasonCode),
  score: z.int().nullable(),
  tier: z.enum(TIERS).nullable(),
  limitFen: amountSchema.nullable(),
  policyVersion: z.string(),
  policyHash: sha256Schema,
  variables: z.array(
    z.object({
      name: z.string(),
      version: z.int(),
      value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
      source: z.string(),
    }),
  ),
  rules: z.array(
    z.object({
      id: z.string(),
      result: z.enum(['hit', 'pass', 'missing', 'failed']),
      outcome: z.enum(OUTCOMES).nullable(),
      reason: reasonCode.nullable(),
    }),
  ),
  points: z.array(z.object({ variable: z.string(), band: z.string(), points: z.int() })),
  timings: z.object({ gatherMicros: z.int(), decideMicros: z.int(), totalMicros: z.int() }),
});
export type DecisionRecordView = z.infer<typeof decisionRecordView>;

/** Inputs of the portal router's procedures, by path. */
export const portalInputs = {
  'goods.search': z.object({ text: z.string().max(60), limit: z.int().min(1).max(50).default(20) }),
  'orders.create': z.object({
    commandId: idSchema,
    storeId: idSchema,
    lines: z
      .array(z.object({ goodId: idSchema, quantity: z.int().min(1).max(99) }))
      .min(1)
      .max(20),
    downPaymentFen: amountSchema,
  }),
  'orders.list': z.object({
    text: z.string().max(60).default(''),
    status: z.enum(ORDER_STATUSES).nullable().default(null),
    before: z.string().nullable().default(null),
  }),
  'orders.get': z.object({ orderId: idSchema }),
  'orders.renewCode': z.object({ orderId: idSchema }),
  'orders.cancel': z.object({ orderId: idSchema }),
  'orders.deliver': z.object({ commandId: idSchema, orderId: idSchema }),
  'settlements.list': z.object({ before: z.string().nullable().default(null) }),
  'decisions.list': z.object({ before: z.string().nullable().default(null) }),
  'decisions.get': z.object({ id: idSchema }),
} as const;
