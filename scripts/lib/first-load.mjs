/**
 * What the page cannot start without, in one file: parts that come later share modules with it, and would otherwise cut
 * it into two dozen pieces that compress worse. Give `plugin` to the build and `group` to its code splitting.
 */
export function firstLoad(entry) {
  const modules = new Set();
  const plugin = {
    name: 'first-load',
    buildEnd() {
      modules.clear();
      const queue = [...this.getModuleIds()].filter((id) => id.endsWith(entry));
      for (const id of queue) {
        if (modules.has(id)) continue;
        modules.add(id);
        queue.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
    },
  };
  const group = { name: 'page', test: (id) => modules.has(id) && !/\.css$/.test(id), priority: 1 };
  return { plugin, group };
}
