import { descendants } from '../../../syntax/nodes.ts';
import { memberOf } from '../constructs.ts';
import { type Operator, replacement } from '../mutant.ts';
import { isValue } from '../positions.ts';
import { ANY } from '../shape.ts';
import type { SourceFile } from '../source-file.ts';
import { similarity } from './similarity.ts';

/** How much more likely a variable is meant that the function made and never reads. */
const UNREAD = 2;

/** Another variable of the same scope: alike in name or in use first. */
export const variableReplacement: Operator = function* (node, file) {
  if (node.kind !== 'identifier' || !isValue(node)) return;
  if (node.parent?.kind.startsWith('call') && node.field === 'function') return;
  const own = file.textOf(node);
  const names = file.namesAt(node);
  if (!names.includes(own)) return;
  const asked = file.expectedAt(node);
  const ownShape = file.shapeOf(node);
  for (const [rank, name] of names.entries()) {
    if (name === own) continue;
    const shape = file.shapeOfNameAt(name, node);
    if ((shape & asked) === 0) continue;
    const alike = (shape & ownShape) === 0 ? 0.35 : shape === ownShape && shape !== ANY ? 1 : 0.75;
    const spelling = 0.6 + 0.4 * similarity(own, name);
    const forgotten = file.isUnread(name, node) ? UNREAD : 1;
    const fit = (alike * spelling * forgotten) / (1 + rank / 12);
    yield replacement(file, node, name, Math.min(1, fit));
  }
};

/** Properties of a file with how often each occurs. */
const propertiesOf = new WeakMap<SourceFile, ReadonlyMap<string, number>>();

function properties(file: SourceFile): ReadonlyMap<string, number> {
  const known = propertiesOf.get(file);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  for (const node of descendants(file.tree.root)) {
    const member = memberOf(node);
    if (member === undefined || node.parent?.kind.startsWith('call')) continue;
    const name = file.textOf(member.property);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  propertiesOf.set(file, counts);
  return counts;
}

/** Another property that the file knows. */
export const propertyReplacement: Operator = function* (node, file) {
  const member = memberOf(node);
  if (member === undefined || node.parent?.kind.startsWith('call')) return;
  const own = file.textOf(member.property);
  const others = [...properties(file).keys()].filter((name) => name !== own);
  const ranked = others.map((name) => ({ name, near: similarity(own, name) }));
  ranked.sort((a, b) => b.near - a.near);
  for (const { name, near } of ranked.slice(0, 8)) {
    yield replacement(file, member.property, name, 0.3 + 0.7 * near);
  }
};
