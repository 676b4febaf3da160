/** Rejects with what is wrong. Leaves the machine as it was, also then. */
export type Check = () => Promise<void>;
