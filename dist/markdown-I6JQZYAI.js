import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-B4Y4O7UH.js";import"./chunk-TSJWGYDD.js";import"./chunk-Z4YEBWNA.js";import"./chunk-UCY7CON3.js";import"./chunk-MAVELYYQ.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
