/** A file of scripts as the build tells of it. */
export type Chunk = { type: 'chunk'; fileName: string; facadeModuleId: string | null; moduleIds: string[]; imports: string[]; viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> } };

/** These, and whatever must be there before they run. */
export function withImports(all: readonly Chunk[], wanted: readonly Chunk[]): Set<Chunk> {
  const byName = new Map(all.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set<Chunk>();
  const take = (chunk: Chunk | undefined): void => {
    if (!chunk || found.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports) take(byName.get(name));
  };
  for (const chunk of wanted) take(chunk);
  return found;
}
