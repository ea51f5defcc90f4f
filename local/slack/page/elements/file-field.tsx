import type { FileInput } from '@slack/types';
import { useState } from 'preact/hooks';
import { usePage } from '../page-context';
import { upload } from '../upload';
import type { ElementProps } from './element';
import { useSurfaceOfElement } from './surface';

/** Files from this machine; each is uploaded as it is picked, as Slack does. */
export function FileField({ element, place, label, invalid }: ElementProps<FileInput>) {
  const page = usePage();
  const surface = useSurfaceOfElement();
  const [busy, setBusy] = useState(false);
  const most = element.max_files ?? 10;
  const pick = async (files: readonly File[]) => {
    setBusy(true);
    surface.enter(place, { files: await upload(page, files) });
    setBusy(false);
  };
  return (
    <input
      class="field"
      type="file"
      aria-label={label}
      aria-invalid={invalid !== undefined}
      aria-describedby={invalid}
      aria-busy={busy}
      multiple={most > 1}
      accept={element.filetypes?.map((type) => `.${type}`).join(',')}
      onChange={(event) => void pick([...(event.currentTarget.files ?? [])])}
    />
  );
}
