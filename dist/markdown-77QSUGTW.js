import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);
import{c as a}from"./chunk-ALMRRPLD.js";import"./chunk-MV7EUUFJ.js";import"./chunk-7TSRYCF6.js";import"./chunk-BOSJFBJV.js";import"./chunk-JMBEER32.js";export{a as comparisonMarkdown};
