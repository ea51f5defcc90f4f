import type { Page } from './page-context';

/** Uploads files of this machine; returns the keys of those that were taken. */
export async function upload(page: Pick<Page, 'act'>, files: readonly File[]): Promise<string[]> {
  const keys: string[] = [];
  for (const file of files) {
    const key = crypto.randomUUID();
    const content = await base64Of(file);
    if (await page.act({ type: 'upload', key, name: file.name, content })) keys.push(key);
  }
  return keys;
}

/** Base64 as a data address has it after its comma. */
const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(file);
  });
