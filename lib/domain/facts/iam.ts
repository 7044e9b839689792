import type { TaskRoles } from '#domain/task-roles.ts';
import type { FactSpec } from './spec.ts';

/** What is read of principals and their policies. */
export interface IamFacts {
  readonly taskRoles: TaskRoles;
}

export const IAM_FACTS = {
  taskRoles: {
    actions: ['iam:GetRole'],
    bulk: [],
    needs: ['family'],
    reads: ['AWS::IAM::Role'],
    readsUsers: false,
    identifies: false,
  },
} as const satisfies Record<keyof IamFacts, FactSpec>;
