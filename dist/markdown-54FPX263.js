import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-3DQ33WOW.js";import"./chunk-FNFO6EFV.js";import"./chunk-GVBFUDSN.js";import"./chunk-BOSJFBJV.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
