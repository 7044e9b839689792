import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { regionalAccountArn, trailArn } from '#domain/resource.ts';
import { andThen, type Found, type ServiceEvents } from '#domain/trigger.ts';
import { checked, firstSaid, needed, pathOf, said } from './names.ts';

/** Every call of CloudTrail that writes (IAM's service authorisation data). */
type CloudTrailCall =
  | 'AddTags'
  | 'CancelQuery'
  | 'CreateChannel'
  | 'CreateDashboard'
  | 'CreateEventDataStore'
  | 'CreateServiceLinkedChannel'
  | 'CreateTrail'
  | 'DeleteChannel'
  | 'DeleteDashboard'
  | 'DeleteEventDataStore'
  | 'DeleteResourcePolicy'
  | 'DeleteServiceLinkedChannel'
  | 'DeleteTrail'
  | 'DeregisterOrganizationDelegatedAdmin'
  | 'DisableFederation'
  | 'EnableFederation'
  | 'GenerateQuery'
  | 'PutEventConfiguration'
  | 'PutEventSelectors'
  | 'PutInsightSelectors'
  | 'PutResourcePolicy'
  | 'RegisterOrganizationDelegatedAdmin'
  | 'RemoveTags'
  | 'RestoreEventDataStore'
  | 'StartDashboardRefresh'
  | 'StartEventDataStoreIngestion'
  | 'StartImport'
  | 'StartLogging'
  | 'StartQuery'
  | 'StopEventDataStoreIngestion'
  | 'StopImport'
  | 'StopLogging'
  | 'UpdateChannel'
  | 'UpdateDashboard'
  | 'UpdateEventDataStore'
  | 'UpdateServiceLinkedChannel'
  | 'UpdateTrail';

/** 3 to 128 letters, digits, `.`, `_`, `-` (CreateTrail, API reference). */
const TRAIL = /^[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/;

/** A trail is named by name or ARN, and changed in its home region only. */
export const trailIn = (event: ChangeEvent): Found<readonly Arn[]> => {
  const { request, response } = event;
  const name = firstSaid(
    said(response, 'trailARN'),
    said(request, 'name'),
    said(request, 'trailName'),
    said(response, 'name'),
  );
  return andThen(needed(name, 'trail'), (found) =>
    andThen(pathOf(event, 'cloudtrail', 'trail', found), (path) =>
      andThen(checked(path, TRAIL, 'trail name'), (valid) => [trailArn(event.place, valid)]),
    ),
  );
};

/** The account in the trail's region; that of others follows from their use of the trail. */
const account = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(trailIn(event), () => [regionalAccountArn(event.place)]);

const type = 'AWS::CloudTrail::Trail';
const LAKE = 'an event data store is no trail: it brings nothing to EventBridge';
const QUERY = 'a query only reads what is stored';

export const CLOUDTRAIL: ServiceEvents<CloudTrailCall, never> = {
  service: 'cloudtrail',
  triggers: [
    {
      resourceType: type,
      calls: ['CreateTrail'],
      locate: trailIn,
      alters: ['trail', 'trailBucket'],
      creates: () => true,
    },
    {
      resourceType: type,
      calls: ['UpdateTrail', 'StartLogging', 'StopLogging', 'PutEventSelectors'],
      locate: trailIn,
      alters: ['trail', 'trailBucket'],
    },
    { resourceType: type, calls: ['DeleteTrail'], locate: trailIn, alters: ['trail'], deletes: true },
    {
      resourceType: 'AWS::::Account',
      calls: [
        'CreateTrail',
        'UpdateTrail',
        'StartLogging',
        'StopLogging',
        'PutEventSelectors',
        'DeleteTrail',
      ],
      locate: account,
      alters: ['trails'],
    },
  ],
  ignored: {
    AddTags: 'no control reads the tags of a trail',
    CancelQuery: QUERY,
    CreateChannel: LAKE,
    CreateDashboard: QUERY,
    CreateEventDataStore: LAKE,
    CreateServiceLinkedChannel: LAKE,
    DeleteChannel: LAKE,
    DeleteDashboard: QUERY,
    DeleteEventDataStore: LAKE,
    DeleteResourcePolicy: LAKE,
    DeleteServiceLinkedChannel: LAKE,
    DeregisterOrganizationDelegatedAdmin: 'who administers trails of the organisation is not judged here',
    DisableFederation: LAKE,
    EnableFederation: LAKE,
    GenerateQuery: QUERY,
    PutEventConfiguration: 'it adds fields to events and leaves none out',
    PutInsightSelectors: 'Insights are no management events',
    PutResourcePolicy: LAKE,
    RegisterOrganizationDelegatedAdmin: 'who administers trails of the organisation is not judged here',
    RemoveTags: 'no control reads the tags of a trail',
    RestoreEventDataStore: LAKE,
    StartDashboardRefresh: QUERY,
    StartEventDataStoreIngestion: LAKE,
    StartImport: LAKE,
    StartQuery: QUERY,
    StopEventDataStoreIngestion: LAKE,
    StopImport: LAKE,
    UpdateChannel: LAKE,
    UpdateDashboard: QUERY,
    UpdateEventDataStore: LAKE,
    UpdateServiceLinkedChannel: LAKE,
  },
  conditions: {},
  reduced: [],
};
