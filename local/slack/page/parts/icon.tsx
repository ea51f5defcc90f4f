const paths = {
  hash: 'M9 4 7 20M17 4l-2 16M4.5 9h16M3.5 15h16',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  home: 'M4 11.5 12 5l8 6.5M6.5 10v9h11v-9',
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M6 9.5l6 6 6-6',
  send: 'M4 12 20 4.5 15.5 20l-3.7-6.2zM11.8 13.8 20 4.5',
  reply: 'M5 5h14v11h-7l-5 4v-4H5z',
  edit: 'M5 19l1-4L16.5 4.5l3 3L9 18z',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  search: 'M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12M15.5 15.5 20 20',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1 1M17.4 17.4l1 1M5.6 18.4l1-1M17.4 6.6l1-1',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  screen: 'M4 5h16v11H4zM9 20h6M12 16v4',
  people:
    'M9 6a3 3 0 1 0 0 6 3 3 0 0 0 0-6M3.5 19c.5-3 2.700-4.500 5.500-4.500s5 1.500 5.500 4.500M16 6.500a2.800 2.800 0 0 1 0 5.300M17 14.700c2 .5 3.200 2 3.500 4.300',
  pin: 'M9 4h6l-1 6 3 3H7l3-3zM12 13v7',
  eye: 'M3 12c2-4 5.300-6 9-6s7 2 9 6c-2 4-5.300 6-9 6s-7-2-9-6M12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5',
  file: 'M6 3.500h8l4 4v13H6zM14 3.500v4h4M9 12.500h6M9 16h6',
  check: 'M5 12.500 10 17.500 19.500 7',
  plus: 'M12 5v14M5 12h14',
  back: 'M14.500 5.500 8 12l6.500 6.500',
} as const;

export type IconName = keyof typeof paths;

/** A line icon in the colour of the text around it; decoration only. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
