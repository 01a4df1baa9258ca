import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-6JXTZ3ZJ.js";import"./chunk-TSJWGYDD.js";import"./chunk-5IDJZ6DF.js";import"./chunk-C7EW5NKN.js";import"./chunk-MAVELYYQ.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
