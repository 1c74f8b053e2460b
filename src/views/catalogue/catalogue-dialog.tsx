export function CatalogueDialog() {
  return null;
}
