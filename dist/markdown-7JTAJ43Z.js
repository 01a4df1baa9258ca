import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-WRIFKDFE.js";import"./chunk-SLIQX6S6.js";import"./chunk-LGIJL7SP.js";import"./chunk-BOSJFBJV.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
