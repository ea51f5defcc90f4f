import type PDFDocument from 'pdfkit';

export type Document = InstanceType<typeof PDFDocument>;

/** An empty A4 document, and all of it as bytes once it is ended. Its two megabytes of code are loaded with the first. */
export async function newDocument(
  options: ConstructorParameters<typeof PDFDocument>[0],
): Promise<{ readonly doc: Document; readonly bytes: Promise<Buffer> }> {
  const { default: Pdf } = await import('pdfkit');
  const doc = new Pdf({ size: 'A4', ...options });
  const chunks: Buffer[] = [];
  const bytes = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  return { doc, bytes };
}
