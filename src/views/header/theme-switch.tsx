import type { ViewState } from '../../store/view-store';
import { AutoIcon, MoonIcon, SunIcon } from '../icons';
import { useStores, useView } from '../use-stores';

const NEXT: Record<ViewState['theme'], ViewState['theme']> = { auto: 'light', light: 'dark', dark: 'auto' };
const SAID: Record<ViewState['theme'], string> = {
  auto: 'Theme: as the system',
  light: 'Theme: light',
  dark: 'Theme: dark',
};

/** One button through system, light, dark; its name says what holds now. */
export function ThemeSwitch() {
  const { view } = useStores();
  const theme = useView((state) => state.theme);
  return (
    <button
      type="button"
      className="button-plain"
      aria-label={SAID[theme]}
      title={SAID[theme]}
      onClick={() => view.getState().set({ theme: NEXT[theme] })}
    >
      {theme === 'auto' && <AutoIcon />}
      {theme === 'light' && <SunIcon />}
      {theme === 'dark' && <MoonIcon />}
    </button>
  );
}
