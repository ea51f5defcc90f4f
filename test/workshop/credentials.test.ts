import { describe, expect, it } from '@jest/globals';
import { createCredentials } from '../../workshop/credentials';

const nov = { id: '2b0c7c3e-9d5f-4f43-a4d1-000000000001', rotation: 0 };
const credentials = createCredentials('a master secret of enough length');

describe('credentials', () => {
  it('are three words and two digits, readable aloud', () => {
    for (let no = 1; no <= 1000; no += 1) {
      expect(credentials.seatPassword(nov, no)).toMatch(/^[a-z]{3,7}-[a-z]{3,7}-[a-z]{3,7}-[1-9]\d$/);
    }
  });

  it('differ from seat to seat, workshop to workshop, rotation to rotation and secret to secret', () => {
    const other = createCredentials('another master secret, long enough');
    const words = [
      ...Array.from({ length: 1000 }, (_, i) => credentials.seatPassword(nov, i + 1)),
      credentials.seatPassword({ ...nov, id: '2b0c7c3e-9d5f-4f43-a4d1-000000000002' }, 1),
      credentials.seatPassword({ ...nov, rotation: 1 }, 1),
      other.seatPassword(nov, 1),
    ];
    expect(new Set(words).size).toBe(words.length);
  });

  it('stay what they are, so that paper stays true after an upgrade', () => {
    expect(credentials.seatPassword(nov, 7)).toMatchInlineSnapshot(`"super-cabbage-choose-45"`);
    expect(credentials.databasePassword(nov)).toMatch(/^[0-9a-f]{40}$/);
  });

  it('give a key of 32 bytes for each purpose', () => {
    const fernet = credentials.seatKey(nov, 1, 'fernet');
    expect(Buffer.from(fernet, 'base64url')).toHaveLength(32);
    expect(credentials.seatKey(nov, 1, 'jwt')).not.toBe(fernet);
  });
});
