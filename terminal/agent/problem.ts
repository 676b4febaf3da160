/** What keeps the agent from starting, in one line that says what to do. */
export class FatalProblem extends Error {}
