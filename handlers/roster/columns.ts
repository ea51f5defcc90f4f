export type Column = 'name' | 'first' | 'last' | 'email' | 'seat';

/** What people call their columns, as letters and digits alone. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  name: ['name', 'fullname', 'participant', 'attendee', 'attendeename', 'participantname'],
  first: ['firstname', 'first', 'givenname', 'forename'],
  last: ['lastname', 'last', 'surname', 'familyname'],
  email: ['email', 'mail', 'emailaddress', 'mailaddress', 'attendeeemail'],
  seat: ['seat', 'seatno', 'seatnumber', 'place'],
};

interface Columns {
  /** In the file's order; undefined where nothing is read of it. */
  readonly columns: readonly (Column | undefined)[];
  readonly ignored: readonly string[];
}

/** Which column is which; refuses a line that names none of them, or one of them twice. */
export function columnsOf(header: readonly string[]): Columns | { readonly refused: string } {
  const columns = header.map(columnNamed);
  if (!columns.some((column) => column !== undefined && column !== 'seat')) {
    return { refused: 'Its first line has to name the columns: name, email, seat. One of name and email is enough.' };
  }
  const twice = columns.find((column, index) => column !== undefined && columns.indexOf(column) !== index);
  if (twice !== undefined) {
    const both = header.filter((_, index) => columns[index] === twice);
    return { refused: `It has two columns for the same: ${both.join(' and ')}. Take one out.` };
  }
  return { columns, ignored: header.filter((cell, index) => columns[index] === undefined && cell !== '') };
}

function columnNamed(cell: string): Column | undefined {
  const plain = cell.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return (Object.keys(NAMES) as Column[]).find((column) => NAMES[column].includes(plain));
}
