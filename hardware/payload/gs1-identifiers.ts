/**
 * GS1's application identifiers, what stands behind each, and its short title. Source: GS1 General Specifications 3.2
 * and the GS1 Barcode Syntax Dictionary, whose notation this is. A component is N (digits), X (character set 82),
 * Y (character set 39) or Z (base64url) with its length, `..` up to it, in brackets where it may be missing; `check`
 * ends in a check digit, `date` is YYMMDD of which the day may be 00. `[0-5]` in an identifier is a digit of its own
 * meaning, for measures the number of decimals.
 *
 * Left out: what describes patients and SIM cards. Those are `unknown-identifier`, as any that comes after this list.
 */
const TABLE = `
00        N18,check               SSCC
01        N14,check               GTIN
02        N14,check               CONTENT
03        N14,check               MTO GTIN
10        X..20                   BATCH/LOT
11        N6,date                 PROD DATE
12        N6,date                 DUE DATE
13        N6,date                 PACK DATE
15        N6,date                 BEST BEFORE or BEST BY
16        N6,date                 SELL BY
17        N6,date                 USE BY or EXPIRY
20        N2                      VARIANT
21        X..20                   SERIAL
22        X..20                   CPV
235       X..28                   TPX
240       X..30                   ADDITIONAL ID
241       X..30                   CUST. PART No.
242       N..6                    MTO VARIANT
243       X..20                   PCN
250       X..30                   SECONDARY SERIAL
251       X..30                   REF. TO SOURCE
253       N13,check [X..17]       GDTI
254       X..20                   GLN EXTENSION COMPONENT
255       N13,check [N..12]       GCN
30        N..8                    VAR. COUNT
310[0-5]  N6                      NET WEIGHT (kg)
311[0-5]  N6                      LENGTH (m)
312[0-5]  N6                      WIDTH (m)
313[0-5]  N6                      HEIGHT (m)
314[0-5]  N6                      AREA (m²)
315[0-5]  N6                      NET VOLUME (l)
316[0-5]  N6                      NET VOLUME (m³)
320[0-5]  N6                      NET WEIGHT (lb)
321[0-5]  N6                      LENGTH (in)
322[0-5]  N6                      LENGTH (ft)
323[0-5]  N6                      LENGTH (yd)
324[0-5]  N6                      WIDTH (in)
325[0-5]  N6                      WIDTH (ft)
326[0-5]  N6                      WIDTH (yd)
327[0-5]  N6                      HEIGHT (in)
328[0-5]  N6                      HEIGHT (ft)
329[0-5]  N6                      HEIGHT (yd)
330[0-5]  N6                      GROSS WEIGHT (kg)
331[0-5]  N6                      LENGTH (m), log
332[0-5]  N6                      WIDTH (m), log
333[0-5]  N6                      HEIGHT (m), log
334[0-5]  N6                      AREA (m²), log
335[0-5]  N6                      VOLUME (l), log
336[0-5]  N6                      VOLUME (m³), log
337[0-5]  N6                      KG PER m²
340[0-5]  N6                      GROSS WEIGHT (lb)
341[0-5]  N6                      LENGTH (in), log
342[0-5]  N6                      LENGTH (ft), log
343[0-5]  N6                      LENGTH (yd), log
344[0-5]  N6                      WIDTH (in), log
345[0-5]  N6                      WIDTH (ft), log
346[0-5]  N6                      WIDTH (yd), log
347[0-5]  N6                      HEIGHT (in), log
348[0-5]  N6                      HEIGHT (ft), log
349[0-5]  N6                      HEIGHT (yd), log
350[0-5]  N6                      AREA (in²)
351[0-5]  N6                      AREA (ft²)
352[0-5]  N6                      AREA (yd²)
353[0-5]  N6                      AREA (in²), log
354[0-5]  N6                      AREA (ft²), log
355[0-5]  N6                      AREA (yd²), log
356[0-5]  N6                      NET WEIGHT (tr oz)
357[0-5]  N6                      NET VOLUME (oz)
360[0-5]  N6                      NET VOLUME (qt (US))
361[0-5]  N6                      NET VOLUME (gal.)
362[0-5]  N6                      VOLUME (qt (US)), log
363[0-5]  N6                      VOLUME (gal (US)), log
364[0-5]  N6                      NET VOLUME (in³)
365[0-5]  N6                      NET VOLUME (ft³)
366[0-5]  N6                      NET VOLUME (yd³)
367[0-5]  N6                      VOLUME (in³), log
368[0-5]  N6                      VOLUME (ft³), log
369[0-5]  N6                      VOLUME (yd³), log
37        N..8                    COUNT
390[0-9]  N..15                   AMOUNT
391[0-9]  N3 N..15                AMOUNT
392[0-9]  N..15                   PRICE
393[0-9]  N3 N..15                PRICE
394[0-3]  N4                      PRCNT OFF
395[0-5]  N6                      PRICE/UoM
400       X..30                   ORDER NUMBER
401       X..30                   GINC
402       N17,check               GSIN
403       X..30                   ROUTE
410       N13,check               SHIP TO LOC
411       N13,check               BILL TO
412       N13,check               PURCHASE FROM
413       N13,check               SHIP FOR LOC
414       N13,check               LOC No.
415       N13,check               PAY TO
416       N13,check               PROD/SERV LOC
417       N13,check               PARTY
420       X..20                   SHIP TO POST
421       N3 X..9                 SHIP TO POST
422       N3                      ORIGIN
423       N3 [N3] [N3] [N3] [N3]  COUNTRY - INITIAL PROCESS
424       N3                      COUNTRY - PROCESS
425       N3 [N3] [N3] [N3] [N3]  COUNTRY - DISASSEMBLY
426       N3                      COUNTRY - FULL PROCESS
427       X..3                    ORIGIN SUBDIVISION
4300      X..35                   SHIP TO COMP
4301      X..35                   SHIP TO NAME
4302      X..70                   SHIP TO ADD1
4303      X..70                   SHIP TO ADD2
4304      X..70                   SHIP TO SUB
4305      X..70                   SHIP TO LOC
4306      X..70                   SHIP TO REG
4307      X2                      SHIP TO COUNTRY
4308      X..30                   SHIP TO PHONE
4309      N20                     SHIP TO GEO
4310      X..35                   RTN TO COMP
4311      X..35                   RTN TO NAME
4312      X..70                   RTN TO ADD1
4313      X..70                   RTN TO ADD2
4314      X..70                   RTN TO SUB
4315      X..70                   RTN TO LOC
4316      X..70                   RTN TO REG
4317      X2                      RTN TO COUNTRY
4318      X..20                   RTN TO POST
4319      X..30                   RTN TO PHONE
4320      X..35                   SRV DESCRIPTION
4321      N1                      DANGEROUS GOODS
4322      N1                      AUTH TO LEAVE
4323      N1                      SIG REQUIRED
4324      N6,date N4              NOT BEF DEL DT
4325      N6,date N4              NOT AFT DEL DT
4326      N6,date                 REL DATE
4330      N6 [X1]                 MAX TEMP F.
4331      N6 [X1]                 MAX TEMP C.
4332      N6 [X1]                 MIN TEMP F.
4333      N6 [X1]                 MIN TEMP C.
7001      N13                     NSN
7002      X..30                   MEAT CUT
7003      N6,date N4              EXPIRY TIME
7004      N..4                    ACTIVE POTENCY
7005      X..12                   CATCH AREA
7006      N6,date                 FIRST FREEZE DATE
7007      N6,date [N6]            HARVEST DATE
7008      X..3                    AQUATIC SPECIES
7009      X..10                   FISHING GEAR TYPE
7010      X..2                    PROD METHOD
7011      N6,date [N4]            TEST BY DATE
7020      X..20                   REFURB LOT
7021      X..20                   FUNC STAT
7022      X..20                   REV STAT
7023      X..30                   GIAI - ASSEMBLY
703[0-9]  N3 X..27                PROCESSOR
7040      N1 X3                   UIC+EXT
7041      X..4                    UFRGT UNIT TYPE
710       X..20                   NHRN PZN
711       X..20                   NHRN CIP
712       X..20                   NHRN CN
713       X..20                   NHRN DRN
714       X..20                   NHRN AIM
715       X..20                   NHRN NDC
716       X..20                   NHRN AIC
717       X..20                   NHRN SRN
723[0-9]  X2 X..28                CERT
7240      X..20                   PROTOCOL
8001      N14                     DIMENSIONS
8002      X..20                   CMT No.
8003      N14,check [X..16]       GRAI
8004      X..30                   GIAI
8005      N6                      PRICE PER UNIT
8006      N14,check N4            ITIP
8007      X..34                   IBAN
8008      N8 [N..4]               PROD TIME
8009      X..50                   OPTSEN
8010      Y..30                   CPID
8011      N..12                   CPID SERIAL
8012      X..20                   VERSION
8013      X..25                   GMN
8017      N18,check               GSRN - PROVIDER
8018      N18,check               GSRN - RECIPIENT
8019      N..10                   SRIN
8020      X..25                   REF No.
8026      N14,check N4            ITIP CONTENT
8030      Z..90                   DIGSIG
8040      N15                     IMEI
8041      N15                     IMEI2
8110      X..70                   COUPON
8111      N4                      POINTS
8112      X..70                   COUPON
8200      X..70                   PRODUCT URL
90        X..30                   INTERNAL
9[1-9]    X..90                   INTERNAL
`;

export interface Identifier {
  readonly ai: string;
  readonly format: string;
  readonly title: string;
}

const identifiers: ReadonlyMap<string, Identifier> = new Map(
  TABLE.trim()
    .split('\n')
    .map((line) => line.split(/ {2,}/))
    .flatMap(([pattern = '', format = '', title = '']) => spell(pattern).map((ai) => [ai, { ai, format, title }])),
);

/** `310[0-5]` as 3100, 3101, … */
function spell(pattern: string): string[] {
  const [, stem, from, to] = /^(\d+)\[(\d)-(\d)\]$/.exec(pattern) ?? [];
  if (stem === undefined) return [pattern];
  const count = Number(to) - Number(from) + 1;
  return Array.from({ length: count }, (_, step) => `${stem}${Number(from) + step}`);
}

/** The identifier with which a text begins; there is at most one. */
export function identifierAt(text: string): Identifier | null {
  for (const length of [2, 3, 4]) {
    const found = identifiers.get(text.slice(0, length));
    if (found) return found;
  }
  return null;
}

/**
 * Characters of identifier and value together where GS1 fixed them for ever, by the first two digits: no separator
 * follows (General Specifications, figure 7.8.5-2).
 */
const PREDEFINED = new Map([
  ...spread(['00'], 20),
  ...spread(['01', '02', '03'], 16),
  ...spread(['04'], 18),
  ...spread(['11', '12', '13', '14', '15', '16', '17', '18', '19'], 8),
  ...spread(['20'], 4),
  ...spread(['31', '32', '33', '34', '35', '36'], 10),
  ...spread(['41'], 16),
]);

function spread(starts: readonly string[], length: number): [string, number][] {
  return starts.map((start) => [start, length]);
}

/** Null where a separator ends the value. */
export function predefinedLength(ai: string): number | null {
  return PREDEFINED.get(ai.slice(0, 2)) ?? null;
}
