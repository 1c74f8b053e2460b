import { describe, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ViewState } from '../store/view-store';
import { createClock } from './clock';

function clockAt(speed: number, playing = true) {
  const view = createStore<ViewState>()((set) => ({
    playing,
    clusterSecondsPerSecond: speed,
    theme: 'auto',
    openPanels: new Set(),
    catalogue: null,
    validation: null,
    difference: 'cost',
    set,
    togglePanel: () => {},
  }));
  return { clock: createClock(view), view };
}

describe('the clock', () => {
  test('stands at 0 until a run is there', () => {
    const { clock } = clockAt(1);
    clock.advance(1);
    expect(clock.now()).toBe(0);
  });

  test('another story begins at the start of its first run', () => {
    const { clock } = clockAt(1);
    expect(clock.setRun(100, 10)).toBe(true);
    clock.seek(50);
    expect(clock.setRun(100, 20)).toBe(false);
    expect(clock.now()).toBe(50);
    clock.renew();
    expect(clock.setRun(100, 20)).toBe(true);
    expect(clock.now()).toBe(20);
  });

  test('begins the first run at its start and moves by the stated factor', () => {
    const { clock } = clockAt(0.1);
    clock.setRun(100, 10);
    clock.advance(2);
    expect(clock.now()).toBeCloseTo(10.2);
  });

  test('keeps its time when another run arrives, unless that one is shorter', () => {
    const { clock } = clockAt(1);
    clock.setRun(100, 10);
    clock.seek(50);
    clock.setRun(80, 8);
    expect(clock.now()).toBe(50);
    clock.setRun(40, 4);
    expect(clock.now()).toBe(4);
  });

  test('goes on from the start after the end', () => {
    const { clock } = clockAt(1);
    clock.setRun(100, 10);
    clock.seek(99.5);
    clock.advance(1);
    expect(clock.now()).toBe(10);
  });

  test('seeks into the run only', () => {
    const { clock } = clockAt(1);
    clock.setRun(100, 10);
    clock.seek(-5);
    expect(clock.now()).toBe(0);
    clock.seek(500);
    expect(clock.now()).toBe(100);
    clock.restart();
    expect(clock.now()).toBe(0);
  });

  test('a time that was asked for before there was a run is where the first one begins', () => {
    const { clock } = clockAt(1);
    clock.seek(3.5);
    clock.setRun(100, 10);
    expect(clock.now()).toBe(3.5);
    clock.renew();
    clock.setRun(100, 10);
    expect(clock.now()).toBe(10);
  });

  test('restarts at the first arrival: before it nothing happens', () => {
    const { clock } = clockAt(0.1);
    clock.setRun(100, 10, 1.5);
    clock.restart();
    expect(clock.now()).toBe(1.5);
    // Where one looks is one's own choice.
    clock.seek(0);
    expect(clock.now()).toBe(0);
    clock.setRun(100, 10, 0.2);
    clock.restart();
    expect(clock.now()).toBe(0.2);
  });

  test('plays, pauses and changes speed through the view store', () => {
    const { clock, view } = clockAt(1, false);
    clock.setRun(100, 0);
    clock.advance(1);
    expect(clock.now()).toBe(0);
    clock.play();
    clock.setSpeed(20);
    clock.advance(1);
    expect(clock.now()).toBe(20);
    clock.pause();
    expect(view.getState().playing).toBe(false);
  });

  test('tells its listeners until they leave', () => {
    const { clock } = clockAt(1);
    let heard = 0;
    const leave = clock.subscribe(() => heard++);
    clock.setRun(10, 0);
    clock.advance(1);
    leave();
    clock.advance(1);
    expect(heard).toBe(2);
  });
});
