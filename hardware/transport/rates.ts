/** All rates a module can be set to (GA/T 467, command 60), the default first. */
export const MODULE_RATES: readonly number[] = [115200, 57600, 38400, 19200, 9600];

/** Where the wire has no rate: as many tries, at the rate that time limits are then computed from. */
export const NO_RATES: readonly number[] = [115200, 115200, 115200];
