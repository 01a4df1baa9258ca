import { posix } from 'node:path';
import { shellQuote } from '../measure/shell-line.ts';
import type { Evidence } from './evidence.ts';
import type { Recipe } from './recipe.ts';

/** Modules of Maven that put JMH into a jar of its own, as its archetype has them do; built once a workspace. */
export function jmhRecipes({ texts, files }: Evidence): readonly Recipe[] {
  const maven = files.includes('mvnw') ? './mvnw' : 'mvn';
  const isRoot = files.includes('pom.xml');
  return [...texts].flatMap(([file, pom]): readonly Recipe[] => {
    const isJar = /<artifactId>jmh-core</.test(pom) && /maven-(?:shade|assembly)-plugin/.test(pom);
    if (posix.basename(file) !== 'pom.xml' || !isJar) return [];
    const module = posix.dirname(file);
    // Together with the modules that it measures.
    const chosen = isRoot ? `-pl ${shellQuote(module)} -am` : `-f ${shellQuote(file)}`;
    const only = file === 'pom.xml' ? [] : [chosen];
    return [
      {
        kind: 'jmh',
        build: [maven, '-q', '-B', '-DskipTests', ...only, 'package'].join(' '),
        folder: '',
        env: [],
        program: ['java', '-jar', shellQuote(posix.join(module, 'target', jarOf(pom)))],
        args: [],
      },
    ];
  });
}

function jarOf(pom: string): string {
  const name = /<uberjar\.name>([\w.-]+)</.exec(pom)?.[1] ?? /<finalName>([\w.-]+)</.exec(pom)?.[1];
  return `${name ?? 'benchmarks'}.jar`;
}
