import type { DockerBench } from '#domain/docker-bench.ts';
import type { FactSpec } from './spec.ts';

/** What is read of the runs of Docker Bench. */
export interface DockerBenchFacts {
  readonly dockerBench: DockerBench;
}

export const DOCKER_BENCH_FACTS = {
  dockerBench: {
    actions: ['ecs:ListContainerInstances', 'ecs:DescribeContainerInstances', 'ec2:DescribeInstances'],
    // On the bucket of reports alone.
    own: ['s3:GetObject', 's3:ListBucket'],
    bulk: [],
    needs: ['cluster'],
    // A report that arrives is named by its machine.
    reads: ['AWS::EC2::Instance'],
    readsUsers: false,
    identifies: false,
  },
} as const satisfies Record<keyof DockerBenchFacts, FactSpec>;
