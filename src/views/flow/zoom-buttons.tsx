import { MOST_ZOOM } from './camera';
import { IconButton } from './icon-button';
import type { CameraControl } from './use-camera';

/** Of one press of a button or key. */
export const ZOOM_STEP = 1.6;

export function ZoomButtons({ view: { camera, zoomBy, fit } }: { view: CameraControl }) {
  const whole = camera.zoom === 1;
  return (
    <div className="flow-zoom" role="group" aria-label="Zoom">
      <IconButton
        label="Zoom out"
        title="Zoom out (−, or Ctrl and the wheel)"
        disabled={whole}
        onClick={() => zoomBy(1 / ZOOM_STEP)}
      >
        <path d="M3 8h12v2H3z" />
      </IconButton>
      <IconButton
        label="Zoom in"
        title="Zoom in (+, or Ctrl and the wheel)"
        disabled={camera.zoom >= MOST_ZOOM}
        onClick={() => zoomBy(ZOOM_STEP)}
      >
        <path d="M8 3h2v5h5v2h-5v5H8v-5H3V8h5z" />
      </IconButton>
      <IconButton label="Fit" title="Show all (0)" disabled={whole} onClick={fit}>
        <path d="M2 2h5v2H4v3H2zM11 2h5v5h-2V4h-3zM2 11h2v3h3v2H2zM14 11h2v5h-5v-2h3z" />
      </IconButton>
    </div>
  );
}
