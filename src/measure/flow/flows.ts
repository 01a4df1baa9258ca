import type { Language } from '../../syntax/language.ts';
import type { ControlFlow } from './control-flow.ts';
import { CPP } from './cpp.ts';
import { GO } from './go.ts';
import { JAVA } from './java.ts';
import { JAVASCRIPT } from './javascript.ts';
import { PYTHON } from './python.ts';
import { RUST } from './rust.ts';

export const FLOWS: Readonly<Record<Language, ControlFlow>> = {
  javascript: JAVASCRIPT,
  typescript: JAVASCRIPT,
  tsx: JAVASCRIPT,
  python: PYTHON,
  go: GO,
  rust: RUST,
  java: JAVA,
  cpp: CPP,
};
