/** How long to wait before the next try; without a number when it is not known. */
export function wait(minutes: number | null): string {
  return minutes === null ? '过一会儿' : `过 ${minutes} 分钟`;
}

export function waitSeconds(seconds: number | null): string {
  return seconds === null ? '过一会儿' : `过 ${seconds} 秒`;
}
