/** Why a vault may not be opened. The file is never touched then. */
export class VaultInUse extends Error {
  constructor(options: ErrorOptions) {
    super('Another agent has this vault open.', options);
  }
}

export class VaultOfAnother extends Error {
  constructor() {
    super('This vault belongs to another terminal.');
  }
}

export class VaultFromFuture extends Error {
  constructor(version: number, known: number) {
    super(`The vault was written by a newer program (step ${version}, known ${known}).`);
  }
}
