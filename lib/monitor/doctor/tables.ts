import { type Check, examined, ill, well } from './diagnosis.ts';

const TABLES = ['FindingsTableName', 'StateTableName', 'EdgesTableName', 'HistoryTableName'];

/** Without its memory it neither knows what it told nor shows what it found. */
export const tables: Check = {
  id: 'tables',
  run: async (patient) => {
    const each = TABLES.map((output) => {
      const of = `${output.replace('TableName', '').toLowerCase()} table`;
      return examined(patient, output, of, patient.vitals.table, ({ status }, name) =>
        // While an index is built or a setting changes, it is read and written as ever.
        ['ACTIVE', 'UPDATING'].includes(status)
          ? [well(of, 'can be read')]
          : [
              ill(
                'blind',
                of,
                `${name} is ${status}`,
                status === 'INACCESSIBLE_ENCRYPTION_CREDENTIALS'
                  ? 'enable its key again'
                  : 'look at the table in DynamoDB',
              ),
            ],
      );
    });
    return (await Promise.all(each)).flat();
  },
};
