import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { clampCamera, WHOLE, zoomAt, type Camera } from './camera';
import type { Point } from './geometry';
import { layoutFlow, type FlowLayout, type FlowSides } from './layout';

/** What of the picture is seen, and how to change that. */
export interface CameraControl {
  layout: FlowLayout | null;
  camera: Camera;
  size: Size;
  resize: (size: Size) => void;
  /** Around a point of the screen; the middle unless said. */
  zoomBy: (factor: number, at?: Point) => void;
  panBy: (x: number, y: number) => void;
  fit: () => void;
}

export interface Size {
  width: number;
  height: number;
  /** Of the page's text against the usual. */
  text: number;
}

export function useCamera(sides: FlowSides): CameraControl {
  const [size, setSize] = useState<Size>({ width: 0, height: 0, text: 1 });
  const [camera, setCamera] = useState<Camera>(WHOLE);
  const layout = useMemo(
    () => (size.width > 0 ? layoutFlow(sides, size.width, size.height, camera.zoom, size.text) : null),
    [sides, size, camera.zoom],
  );
  // Several wheel events may come before the next render: each goes on from the newest.
  const newest = useRef({ sides, layout, camera });
  useEffect(() => {
    newest.current = { sides, layout, camera };
  }, [sides, layout, camera]);

  const move = useCallback((next: Camera, nextLayout: FlowLayout) => {
    newest.current = { ...newest.current, camera: next, layout: nextLayout };
    setCamera(next);
  }, []);
  const zoomBy = useCallback(
    (factor: number, at?: Point) => {
      const now = newest.current;
      if (!now.layout) return;
      const { width, height, text } = now.layout;
      const next = zoomAt(now.sides, now.layout, now.camera, factor, at ?? { x: width / 2, y: height / 2 });
      move(next, layoutFlow(now.sides, width, height, next.zoom, text));
    },
    [move],
  );
  const panBy = useCallback(
    (x: number, y: number) => {
      const { layout: current, camera: old } = newest.current;
      if (current) move(clampCamera({ ...old, x: old.x + x, y: old.y + y }, current), current);
    },
    [move],
  );
  const fit = useCallback(() => setCamera(WHOLE), []);
  const resize = useCallback((next: Size) => {
    setSize((old) =>
      old.width === next.width && old.height === next.height && old.text === next.text ? old : next,
    );
    setCamera((old) => clampCamera(old, next));
  }, []);
  return { layout, camera, size, resize, zoomBy, panBy, fit };
}
