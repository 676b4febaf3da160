import { ROLES, type Role } from '#shared/wire/portal.ts';

/** One login of each role, named by the role. All of them are invented, and the password is for the sandbox alone. */
export const SANDBOX_PASSWORD = 'zhanggui-sandbox';

const NAMES: Readonly<Record<Role, string>> = {
  owner: '王守业',
  manager: '李慧敏',
  clerk: '赵小满',
  accountant: '孙明细',
  technician: '周安装',
  'credit-analyst': '吴审言',
  'fraud-analyst': '郑辨真',
  funding: '冯资通',
  collections: '陈回春',
  service: '褚耐心',
  compliance: '卫守规',
  auditor: '蒋核对',
  administrator: '沈总管',
};

export interface SandboxLogin {
  role: Role;
  username: string;
  password: string;
}

export const SANDBOX_LOGINS: readonly SandboxLogin[] = ROLES.map((role) => ({
  role,
  username: role,
  password: SANDBOX_PASSWORD,
}));

export function nameOf(role: Role): string {
  return NAMES[role];
}
