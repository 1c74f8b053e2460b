import { useMedia } from './flow/use-media';
import { DARK } from './media';
import type { Theme } from './palette';
import { useView } from './use-stores';

/** The colours in force: those of the switch, else those of the system; paper is light. For what is painted on a canvas. */
export function useTheme(): Theme {
  const systemDark = useMedia(DARK);
  const theme = useView((state) => state.theme);
  const paper = useMedia('print');
  const dark = !paper && (theme === 'auto' ? systemDark : theme === 'dark');
  return dark ? 'dark' : 'light';
}
