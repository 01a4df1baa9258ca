import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-OMCENAIF.js";import"./chunk-5J43527I.js";import"./chunk-5EHI6EXZ.js";import"./chunk-FBIY6UTY.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
