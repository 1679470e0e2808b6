import { readJson, sha256 } from './files.mjs';

/**
 * What is in the bundle, as CycloneDX: the packages that esbuild took something from, which are not the ones that npm
 * calls dependencies. Without date or serial number, so that the same source gives the same file.
 * @param {readonly string[]} packages
 * @param {string} text
 */
export function billOfMaterials(packages, text) {
  const { name, version, description, license } = readJson('package.json');
  const locked = readJson('package-lock.json').packages;
  const bundled = new Set(packages);
  const refOf = (/** @type {string} */ other) =>
    `pkg:npm/${other.replace('@', '%40')}@${locked[`node_modules/${other}`].version}`;
  const components = packages.map((other) => {
    const { version, license, integrity } = locked[`node_modules/${other}`];
    const [, sha512 = ''] = /^sha512-(.+)$/.exec(integrity ?? '') ?? [];
    return {
      type: 'library',
      'bom-ref': refOf(other),
      name: other,
      version,
      purl: refOf(other),
      licenses: [{ license: { id: license } }],
      ...(sha512 !== '' && { hashes: [{ alg: 'SHA-512', content: Buffer.from(sha512, 'base64').toString('hex') }] }),
    };
  });
  const ourRef = `pkg:npm/${name}@${version}`;
  const needsOf = (/** @type {string} */ other) =>
    Object.keys(locked[`node_modules/${other}`].dependencies ?? {}).filter((need) => bundled.has(need));
  const needed = new Set(packages.flatMap(needsOf));
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': ourRef,
        name,
        version,
        description,
        purl: ourRef,
        licenses: [{ license: { id: license } }],
        hashes: [{ alg: 'SHA-256', content: sha256(text) }],
      },
    },
    components,
    dependencies: [
      { ref: ourRef, dependsOn: packages.filter((other) => !needed.has(other)).map(refOf) },
      ...packages.map((other) => ({ ref: refOf(other), dependsOn: needsOf(other).map(refOf) })),
    ],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}
