import { isMissing, isUnavailable, sayUnavailable } from '#domain/reading.ts';
import { type Check, ill, unread, well } from './diagnosis.ts';
import { inEachRegion } from './watched.ts';

/** Without a trail that logs, CloudTrail sends EventBridge nothing of a region (EventBridge user guide, "Events delivered via CloudTrail"). */
export const trails: Check = {
  id: 'trails',
  run: (patient) =>
    inEachRegion(patient, async ({ region }) => {
      const of = `trail of ${region}`;
      const found = await patient.vitals.trailsIn(region);
      if (isUnavailable(found)) return [unread(of, sayUnavailable(found))];
      const all = isMissing(found) ? [] : found.value;
      const logging = all.filter((each) => each.logging);
      if (logging.length > 0) return [well(of, `${logging.map(({ name }) => name).join(', ')} logs`)];
      const [stopped] = all;
      return [
        stopped
          ? ill(
              'blind',
              of,
              `${stopped.name} does not log: no event of a call arrives`,
              `aws cloudtrail start-logging --name ${stopped.name} in its home region; if nobody of yours stopped it, treat it as an incident`,
            )
          : ill(
              'blind',
              of,
              'there is none: no event of a call arrives',
              'create a trail of all regions for management events',
            ),
      ];
    }),
};
